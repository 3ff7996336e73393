/**
 * A text assembler in the manner of NASM, driven by the opcode table; for tests, the demo kernel
 * and benchmarks.
 *
 * <p>{@link emu.core.asm.Assembler} says what it reads. {@link emu.core.asm.PvhElf} wraps its
 * output as a kernel.
 */
package emu.core.asm;
