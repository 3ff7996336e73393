package emu.core.asm;

/**
 * A line of the source.
 *
 * @param number counted from 1
 * @param label its full name, or null
 * @param equ value of the label, or null if it is the address
 * @param statement what the line puts into the output, or null
 */
record Line(int number, String label, Expression equ, Statement statement) {}
