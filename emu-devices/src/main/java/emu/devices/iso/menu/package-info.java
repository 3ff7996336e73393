/**
 * The menus of boot loaders: what ISOLINUX and GRUB would offer, read from their configuration
 * files and not run.
 */
package emu.devices.iso.menu;
