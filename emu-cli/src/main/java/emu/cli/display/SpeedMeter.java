package emu.cli.display;

import java.util.function.LongSupplier;

/** How fast the guest runs, between one look and the next. */
public final class SpeedMeter {
  private final LongSupplier instructions;
  private long lastInstructions;
  private long lastNanoseconds;

  /** Starts at {@code nanoseconds} of any clock of the host. */
  public SpeedMeter(LongSupplier instructions, long nanoseconds) {
    this.instructions = instructions;
    this.lastInstructions = instructions.getAsLong();
    this.lastNanoseconds = nanoseconds;
  }

  /** Millions of instructions per second since the last call, at {@code nanoseconds}. */
  public long mips(long nanoseconds) {
    long now = instructions.getAsLong();
    long elapsed = Math.max(nanoseconds - lastNanoseconds, 1);
    long rate = Math.round((now - lastInstructions) * 1e3 / elapsed);
    lastInstructions = now;
    lastNanoseconds = nanoseconds;
    return Math.max(rate, 0);
  }
}
