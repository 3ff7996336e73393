package emu.cli.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How fast the guest is, and how often it is looked at. */
class SpeedTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void speedIsThatSinceTheLastLook() {
    AtomicLong instructions = new AtomicLong(5_000_000);
    SpeedMeter meter = new SpeedMeter(instructions::get, 0);
    instructions.addAndGet(300_000_000);
    assertEquals(150, meter.mips(2 * SECOND));
    assertEquals(0, meter.mips(3 * SECOND));
    instructions.set(0);
    assertEquals(0, meter.mips(4 * SECOND), "a count that starts again");
  }

  @Test
  void aStillScreenIsLookedAtLessOften() {
    RedrawPace pace = new RedrawPace(0);
    assertEquals(RedrawPace.SHORTEST, pace.delay(SECOND / 2));
    assertEquals(RedrawPace.LONGEST, pace.delay(2 * SECOND));
    pace.stir(3 * SECOND);
    assertEquals(RedrawPace.SHORTEST, pace.delay(3 * SECOND + SECOND / 2));
  }
}
