package emu.cli;

import emu.cli.option.MemorySize;
import emu.cli.option.SerialTarget;

/**
 * What a command does where its options say nothing.
 *
 * @param serial where the first serial port leads
 * @param memory size of memory
 * @param firmware whether firmware boots the machine, which needs a display adapter; not a kernel
 *     that is loaded directly
 */
record Usual(SerialTarget serial, MemorySize memory, boolean firmware) {}
