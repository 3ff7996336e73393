/** The 16550A serial port. */
package emu.devices.uart;
