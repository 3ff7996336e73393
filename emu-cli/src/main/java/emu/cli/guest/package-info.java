/** The guests that have a name, and how their files get into the user's cache. */
package emu.cli.guest;
