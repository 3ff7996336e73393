/**
 * Direct kernel boot: loaders of bzImage and ELF kernels, and the boot protocols that enter them.
 */
package emu.devices.boot;
