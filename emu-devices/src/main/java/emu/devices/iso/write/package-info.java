/** Writes ISO 9660 images that boot, with Rock Ridge and Joliet names. */
package emu.devices.iso.write;
