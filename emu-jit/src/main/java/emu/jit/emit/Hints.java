package emu.jit.emit;

/**
 * Conditions that C2 is to take as rare. It knows no frequencies of a new class, but uses those of
 * the methods that it inlines: {@link #train} gives them some.
 */
public final class Hints {
  /** Calls after which HotSpot trusts a profile, several times over. */
  private static final int CALLS = 50_000;

  /** One in so many is true: for what never was, C2 would emit no code. */
  private static final int RARE = 1000;

  private static boolean trained;

  private Hints() {}

  /** Whether {@code value} is negative, which is rare. */
  public static boolean isNegative(int value) {
    return value < 0;
  }

  /** Whether {@code a} and {@code b} differ, which is rare. */
  public static boolean differ(long a, long b) {
    return a != b;
  }

  /** Has HotSpot see the conditions be false most of the time. */
  static synchronized void train() {
    int rare = 0;
    for (int i = 0; !trained && i < CALLS; i++) {
      int sign = i % RARE == 0 ? -1 : 1;
      if (isNegative(sign) || differ(sign, 1)) {
        rare++;
      }
      if (differ(1, sign)) {
        rare++;
      }
    }
    trained |= rare > 0;
  }
}
