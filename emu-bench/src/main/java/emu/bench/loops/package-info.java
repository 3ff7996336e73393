/**
 * Hot loops in a guest of our own, in QEMU and in this emulator: what {@code emu-bench/loop-ratio}
 * runs.
 */
package emu.bench.loops;
