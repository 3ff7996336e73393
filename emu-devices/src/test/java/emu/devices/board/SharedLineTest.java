package emu.devices.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.InterruptLine;
import org.junit.jupiter.api.Test;

class SharedLineTest {
  private boolean level;

  @Test
  void isHighWhileAnyInputIs() {
    SharedLine line = new SharedLine(value -> level = value);
    InterruptLine first = line.input();
    InterruptLine second = line.input();
    first.set(true);
    first.set(true);
    second.set(true);
    first.set(false);
    assertTrue(level);
    second.set(false);
    assertFalse(level);
    first.set(false);
    assertEquals(false, level);
  }
}
