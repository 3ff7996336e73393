package emu.core.interp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RewritesTest {
  private static final long PERIOD = 1L << Rewrites.PERIOD_SHIFT;

  @Test
  void manyAtOnceAreTooManyForAPeriod() {
    Rewrites rewrites = new Rewrites();
    for (int i = 0; i < Rewrites.MOST; i++) {
      assertFalse(rewrites.tooMany(1000 + i));
      rewrites.count(1000 + i);
    }
    assertTrue(rewrites.tooMany(2000));
    assertTrue(rewrites.tooMany(PERIOD - 1));
    assertFalse(rewrites.tooMany(PERIOD));
  }

  @Test
  void aHalfOfItInEachPeriodIsNeverTooMany() {
    Rewrites rewrites = new Rewrites();
    for (long period = 0; period < 100; period++) {
      for (int i = 0; i < Rewrites.MOST / 2; i++) {
        rewrites.count(period * PERIOD);
        assertFalse(rewrites.tooMany(period * PERIOD));
      }
    }
  }

  @Test
  void afterALongTimeAllIsForgotten() {
    Rewrites rewrites = new Rewrites();
    for (int i = 0; i < 1_000_000; i++) {
      rewrites.count(0);
    }
    assertTrue(rewrites.tooMany(4 * PERIOD));
    assertFalse(rewrites.tooMany(100 * PERIOD));
  }
}
