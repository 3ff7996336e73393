/** What goes through a serial port. */
package emu.api.serial;
