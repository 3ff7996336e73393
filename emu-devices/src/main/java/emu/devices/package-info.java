/**
 * The devices of the PC, its firmware, its loaders, and the board that wires them; one package
 * each.
 */
package emu.devices;
