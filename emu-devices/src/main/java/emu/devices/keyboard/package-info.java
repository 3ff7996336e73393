/** The i8042 keyboard controller with an AT keyboard and a PS/2 mouse. */
package emu.devices.keyboard;
