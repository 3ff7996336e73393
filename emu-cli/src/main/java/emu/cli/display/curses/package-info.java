/** The machine in the terminal that the program runs in. */
package emu.cli.display.curses;
