package emu.devices.board;

import emu.core.cpu.CpuModel;
import emu.core.memory.PhysicalMemory;
import java.time.Instant;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * What the user says about the machine. The sinks are called on the machine's thread, once for each
 * byte (0 to 255).
 *
 * @param ramBytes bytes of RAM, a multiple of the page size, at least {@link #LEAST_RAM}
 * @param cpu the processor's model
 * @param clock what time follows
 * @param startTime what the calendar clock shows at power-on, as UTC
 * @param noReboot whether a reset ends the run
 * @param debugExitPort port of the debug-exit device, or {@link #NO_PORT}
 * @param serial1 takes what the guest sends through COM1
 * @param serial2 takes what the guest sends through COM2
 * @param debugConsole takes what the guest writes to port E9h
 */
public record BoardConfig(
    long ramBytes,
    CpuModel cpu,
    ClockMode clock,
    Instant startTime,
    boolean noReboot,
    int debugExitPort,
    IntConsumer serial1,
    IntConsumer serial2,
    IntConsumer debugConsole) {
  /** No such port. */
  public static final int NO_PORT = -1;

  /** The least RAM a board has. */
  public static final long LEAST_RAM = 2L << 20;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the RAM's size or the port is out of range
   */
  public BoardConfig {
    Objects.requireNonNull(cpu);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(startTime);
    Objects.requireNonNull(serial1);
    Objects.requireNonNull(serial2);
    Objects.requireNonNull(debugConsole);
    if (ramBytes < LEAST_RAM || ramBytes % PhysicalMemory.PAGE != 0) {
      throw new IllegalArgumentException("a board cannot have " + ramBytes + " bytes of RAM");
    }
    if (debugExitPort < NO_PORT || debugExitPort > 0xFFFF) {
      throw new IllegalArgumentException("there is no port " + debugExitPort);
    }
  }

  /**
   * A machine with {@code ramBytes} of RAM and a deterministic clock, whose COM1 goes to {@code
   * serial1}.
   */
  public static BoardConfig deterministic(long ramBytes, IntConsumer serial1) {
    IntConsumer nowhere = value -> {};
    return new BoardConfig(
        ramBytes,
        CpuModel.X86_64_V2,
        ClockMode.VIRTUAL,
        Instant.EPOCH,
        false,
        NO_PORT,
        serial1,
        nowhere,
        nowhere);
  }

  /** The same with {@code port} as debug-exit port. */
  public BoardConfig withDebugExit(int port) {
    return new BoardConfig(
        ramBytes, cpu, clock, startTime, noReboot, port, serial1, serial2, debugConsole);
  }

  /** The same, but a reset ends the run. */
  public BoardConfig withoutReboot() {
    return new BoardConfig(
        ramBytes, cpu, clock, startTime, true, debugExitPort, serial1, serial2, debugConsole);
  }
}
