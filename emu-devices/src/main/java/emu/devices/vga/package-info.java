/** The display adapter: a VGA with a linear framebuffer and the Bochs display interface. */
package emu.devices.vga;
