package emu.devices.boot.check;

/**
 * How a kernel is entered.
 *
 * @param protocol by which protocol, as --boot-protocol names it
 * @param address physical address of the first instruction
 * @param bits 32 or 64: the processor's mode there
 */
public record EntryPoint(String protocol, long address, int bits) {}
