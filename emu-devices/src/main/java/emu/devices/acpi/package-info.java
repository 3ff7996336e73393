/**
 * ACPI tables of the board, with the DSDT as byte code written by a small builder (ACPI 6.5,
 * chapters 5, 6 and 20).
 */
package emu.devices.acpi;
