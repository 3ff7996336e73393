/** PVH: what a kernel with the note is told of the machine. */
package emu.devices.boot.pvh;
