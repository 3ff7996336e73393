package emu.cli.suite;

import emu.api.MachineConfig;
import java.time.Duration;

/**
 * A kernel to run, and what it is to do.
 *
 * @param name what people call it
 * @param config the machine
 * @param expectation what it is to do
 * @param timeout how long it may take by the host's clock
 * @param instructions how many instructions it may run; {@link Long#MAX_VALUE} for any number
 */
public record TestCase(
    String name,
    MachineConfig config,
    Expectation expectation,
    Duration timeout,
    long instructions) {}
