/** Benchmarks of single concerns and of whole guests. */
package emu.bench;
