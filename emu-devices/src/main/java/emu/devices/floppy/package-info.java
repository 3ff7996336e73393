/** The floppy disk controller, an 82077AA, and its drives. */
package emu.devices.floppy;
