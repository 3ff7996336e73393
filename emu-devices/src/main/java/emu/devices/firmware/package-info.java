/**
 * The built-in BIOS: entries in a ROM, services in Java. It reaches the board as software does,
 * through ports and memory; only disks are read and written directly.
 */
package emu.devices.firmware;
