package emu.cli.display.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlacementTest {

  @Test
  void wholePixelsLeaveABorder() {
    assertEquals(new Placement(0, 112, 1280, 800), Placement.of(640, 400, 1280, 1024, true));
    assertEquals(new Placement(319, 200, 640, 400), Placement.of(640, 400, 1279, 800, true));
  }

  @Test
  void anyScaleFillsOneDirection() {
    assertEquals(new Placement(0, 112, 1280, 800), Placement.of(640, 400, 1280, 1024, false));
    assertEquals(new Placement(0, 50, 800, 500), Placement.of(640, 400, 800, 600, false));
  }

  @Test
  void aViewThatIsTooSmallShowsAllOfThePicture() {
    assertEquals(new Placement(0, 0, 320, 200), Placement.of(640, 400, 320, 200, true));
    assertEquals(new Placement(0, 0, 1, 1), Placement.of(640, 400, 0, 0, true));
  }
}
