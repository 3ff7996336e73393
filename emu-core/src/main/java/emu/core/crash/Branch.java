package emu.core.crash;

/**
 * A place where the guest did not go on with the next instruction: a branch that was taken, an
 * exception or an interrupt.
 *
 * @param count instructions retired before it
 * @param from linear address of the last instruction before it
 * @param to linear address of the first instruction after it
 */
public record Branch(long count, long from, long to) {}
