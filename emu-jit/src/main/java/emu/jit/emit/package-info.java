/** Emits the bytecode of regions. */
package emu.jit.emit;
