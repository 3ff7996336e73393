/**
 * Reads ISO 9660 images: directories with Rock Ridge and Joliet names, El Torito boot catalogs, and
 * the menus of the boot loaders in them. An image is as little trusted as a guest: every length in
 * it is checked, and all work is bounded.
 */
package emu.devices.iso;
