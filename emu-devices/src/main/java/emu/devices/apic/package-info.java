/** The local APIC of the processor (SDM 3A, chapter 11). */
package emu.devices.apic;
