/**
 * ELF files, read and checked: headers, segments, sections, notes, symbols, relocations, and which
 * line of source an address belongs to. A seam: loaders and all who look at a guest use it. System
 * V Application Binary Interface (gABI) and its supplements for the 386 and AMD64.
 */
package emu.devices.elf;
