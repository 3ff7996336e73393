/** The south bridge: PIIX3 ISA bridge and reset control, PIIX4 power management. */
package emu.devices.piix;
