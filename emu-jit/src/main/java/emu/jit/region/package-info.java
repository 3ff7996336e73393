/** Finds which blocks are translated together. */
package emu.jit.region;
