/**
 * Kernels that say little or nothing of themselves: plain ELF files, flat binaries, boot sectors.
 */
package emu.devices.boot.flat;
