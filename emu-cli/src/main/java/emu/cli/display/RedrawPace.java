package emu.cli.display;

/**
 * How often a display looks at the screen: 30 times a second while something goes on, and 10 times
 * once it has been still for a second, so that a still screen costs little.
 */
public final class RedrawPace {
  /** The shortest time from one look to the next, in nanoseconds. */
  public static final long SHORTEST = 33_000_000;

  /** The longest. */
  public static final long LONGEST = 100_000_000;

  private static final long STILL_AFTER = 1_000_000_000;

  private volatile long lastStir;

  /** A screen on which something goes on at {@code now}, in nanoseconds of any clock. */
  public RedrawPace(long now) {
    lastStir = now;
  }

  /** The picture changed, or the user did something; from any thread. */
  public void stir(long now) {
    lastStir = now;
  }

  /** The time until the next look. */
  public long delay(long now) {
    return now - lastStir < STILL_AFTER ? SHORTEST : LONGEST;
  }
}
