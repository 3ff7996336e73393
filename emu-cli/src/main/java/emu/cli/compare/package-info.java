/** Runs a guest in two engines and finds where they differ. */
package emu.cli.compare;
