/**
 * Why a kernel will not start, found out before it is started: one class for each thing that can be
 * wrong with an ELF kernel. The pages in docs/findings have the same numbers.
 */
package emu.devices.boot.check;
