/** What went wrong through something that the user gave. */
package emu.cli.error;
