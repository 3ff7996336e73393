/** The command line: what the user types, and the terminal that is handed to the guest. */
package emu.cli;
