/** Kernels that are run as tests, many at once: what passes, and how it is told. */
package emu.cli.suite;
