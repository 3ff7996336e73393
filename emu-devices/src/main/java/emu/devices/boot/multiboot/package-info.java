/**
 * Multiboot 1 and 2. Free Software Foundation, "Multiboot Specification version 0.6.96" and
 * "Multiboot2 Specification version 2.0"; sections are cited by their titles.
 */
package emu.devices.boot.multiboot;
