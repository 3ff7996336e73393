/** Boots what is in an ISO image without its boot loader. */
package emu.cli.iso;
