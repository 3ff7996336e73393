package emu.core.inspect;

/**
 * A page of RAM whose contents differ in two machines.
 *
 * @param address physical address of the first eight bytes that differ, a multiple of 8
 * @param first these bytes in the first machine
 * @param second and in the second
 */
public record PageDifference(long address, long first, long second) {}
