/** Translation of guest code to JVM bytecode. */
package emu.jit;
