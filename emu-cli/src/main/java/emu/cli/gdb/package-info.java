/**
 * A server for gdb, by its remote serial protocol (Debugging with GDB, appendix E). Packets are
 * framed here and answered by commands; what stops and moves the guest is {@link
 * emu.devices.board.Debugger}.
 */
package emu.cli.gdb;
