/** QEMU's firmware configuration device, from which firmware learns what the board is. */
package emu.devices.fwcfg;
