/** The drives of a machine, and the images that a user puts into them. */
package emu.cli.drive;
