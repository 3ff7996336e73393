/** The host's terminal, and the way of bytes between it and the guest's serial port. */
package emu.cli.console;
