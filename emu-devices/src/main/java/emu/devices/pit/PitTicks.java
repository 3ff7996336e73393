package emu.devices.pit;

/** Exact conversion between virtual nanoseconds and the 1,193,182 Hz clock of the counters. */
final class PitTicks {
  /**
   * Frequency of the PC's counters in Hz (a twelfth of 14.31818 MHz, rounded, as every operating
   * system has it).
   */
  static final int FREQUENCY = 1_193_182;

  // FREQUENCY : 10^9 in lowest terms.
  private static final long TICKS = FREQUENCY / 2;
  private static final long NANOSECONDS = 1_000_000_000 / 2;

  private PitTicks() {}

  /** The number of clock edges at times from 0 to {@code nanoseconds}. */
  static long at(long nanoseconds) {
    return nanoseconds / NANOSECONDS * TICKS + nanoseconds % NANOSECONDS * TICKS / NANOSECONDS;
  }

  /** The first nanosecond at which {@link #at} gives {@code ticks}. */
  static long toNanoseconds(long ticks) {
    return ticks / TICKS * NANOSECONDS + (ticks % TICKS * NANOSECONDS + TICKS - 1) / TICKS;
  }
}
