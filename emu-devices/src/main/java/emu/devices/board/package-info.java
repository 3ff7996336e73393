/**
 * The board: wires processor, memory and devices of a PC, sets it up as firmware would, and runs
 * it.
 */
package emu.devices.board;
