/** The boot protocols of Linux: its image, its setup header and what it is told of the machine. */
package emu.devices.boot.linux;
