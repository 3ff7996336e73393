/**
 * Instruction semantics, one class for each instruction group of the SDM (volume 1, chapter 5).
 *
 * <p>A row of the opcode table names its method as {@code Class.method}. The Java signature says
 * what the engines do around it:
 *
 * <ul>
 *   <li>{@code long m(Cpu, long a, long b, int bits)}: operand 0 becomes the result of operands 0
 *       and 1 (with the attribute {@code wo}, which says that operand 0 is only written: of
 *       operands 1 and 2);
 *   <li>{@code void m(Cpu, long a, long b, int bits)}: flags from operands 0 and 1 (attribute
 *       {@code ro});
 *   <li>{@code long m(Cpu, long v, int bits)}: operand 0 becomes the result of operand 0 (with
 *       {@code wo}: of operand 1);
 *   <li>{@code long m(long a, long b)} and {@code long m(Cpu, long a, long b)}: MMX and SSE
 *       operations done on each 64-bit half, or on the low half alone if the last operand has no
 *       more bits; the second form uses MXCSR;
 *   <li>{@code void m(Cpu, Insn)}: the method fetches and writes its operands itself, see {@link
 *       emu.core.insn.Operands}.
 * </ul>
 *
 * <p>Values come zero-extended from their operand's width; of a result only the low {@code bits}
 * count, which is the width of operand 0. RIP is the next instruction's while semantics run. A
 * method that throws {@link emu.core.cpu.GuestFault} has changed nothing before, or only what the
 * architecture says.
 */
package emu.core.insn;
