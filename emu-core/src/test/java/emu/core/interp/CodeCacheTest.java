package emu.core.interp;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

class CodeCacheTest {
  private static final int PAGE = 4096;

  /** Pages alone are heavy enough, if a guest touches many and runs an instruction of each. */
  @Test
  void tooMuchCodeIsThrownAwayBetweenBlocks() {
    try (SystemGuest guest = SystemGuest.longMode(0)) {
      CodeCache cache = new CodeCache(guest.cpu, (page, lost) -> {}, 1000);
      CodePage first = cache.enter(0);
      for (int page = 1; page < 10; page++) {
        cache.enter(page * (long) PAGE);
      }
      assertSame(first, cache.enter(0));

      for (int page = 10; page < 20; page++) {
        cache.page(page * (long) PAGE);
      }
      assertSame(first, cache.page(0));
      assertNotSame(first, cache.enter(0));
    }
  }
}
