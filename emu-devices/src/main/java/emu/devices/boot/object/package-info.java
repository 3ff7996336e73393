/**
 * ELF object files, linked where they are loaded. System V ABI: gABI, "Relocation"; AMD64
 * supplement, 4.4; Intel386 supplement, 4.3.
 */
package emu.devices.boot.object;
