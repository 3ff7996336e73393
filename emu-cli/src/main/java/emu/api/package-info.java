/**
 * The emulator as a library: {@link emu.api.MachineConfig} says what a machine is made of, {@link
 * emu.api.VirtualMachine} runs it, shows its serial port, screen, memory and registers, and types
 * to it. {@code docs/api.md} is the guide.
 */
package emu.api;
