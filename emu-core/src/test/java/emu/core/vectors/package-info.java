/**
 * Vectors: what a real processor did with single instructions in user mode, replayed through the
 * execution engines. The README beside the native part (src/test/native/vectors) says how they are
 * made.
 */
package emu.core.vectors;
