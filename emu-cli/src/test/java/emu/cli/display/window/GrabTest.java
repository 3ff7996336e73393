package emu.cli.display.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.cli.display.window.Grab.Step;
import org.junit.jupiter.api.Test;

class GrabTest {
  private final Grab grab = new Grab(400, 300, 100);

  @Test
  void theFirstPositionIsNoMotion() {
    assertEquals(new Step(0, 0, false), grab.at(420, 310));
    assertEquals(new Step(-5, 3, false), grab.at(415, 313));
  }

  @Test
  void aFarPointerIsPutBackAndTheJumpIsNoMotion() {
    assertEquals(new Step(0, 0, true), grab.at(10, 10));
    assertEquals(new Step(4, 0, false), grab.at(14, 10), "told before the jump");
    assertEquals(new Step(0, 0, false), grab.at(400, 300));
    assertEquals(new Step(7, -1, false), grab.at(407, 299));
  }

  @Test
  void motionWithTheJumpCounts() {
    assertEquals(new Step(0, 0, true), grab.at(10, 10));
    assertEquals(new Step(3, 2, false), grab.at(403, 302));
  }

  @Test
  void theMiddleMovesWithTheWindow() {
    assertEquals(new Step(0, 0, false), grab.at(400, 300));
    grab.moveTo(600, 300);
    assertEquals(new Step(0, 0, true), grab.at(400, 300));
    assertEquals(new Step(0, 0, false), grab.at(600, 300));
  }
}
