package emu.core.interp;

/**
 * How often the translated code of a page was written lately: what is translated again and again is
 * better interpreted. Each time counts one, and each period halves the count, so that a page that
 * has come to rest is translated again.
 */
final class Rewrites {
  /** A period is 2 to the power of this instructions. */
  static final int PERIOD_SHIFT = 26;

  /** The page is left to the interpreter while the count is this or more. */
  static final int MOST = 8;

  private int count;
  private long period;

  /** Translated code was written when {@code now} instructions had run. */
  void count(long now) {
    decay(now);
    count++;
  }

  /** Whether translating does not pay when {@code now} instructions have run. */
  boolean tooMany(long now) {
    decay(now);
    return count >= MOST;
  }

  private void decay(long now) {
    count >>= Math.clamp((now >>> PERIOD_SHIFT) - period, 0, 31);
    period = now >>> PERIOD_SHIFT;
  }
}
