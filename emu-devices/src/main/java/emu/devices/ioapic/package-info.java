/** The I/O APIC (82093AA datasheet). */
package emu.devices.ioapic;
