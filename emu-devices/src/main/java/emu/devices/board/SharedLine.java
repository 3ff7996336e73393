package emu.devices.board;

import emu.core.bus.InterruptLine;

/** Joins wires: the output is high while any input is. */
final class SharedLine {
  private final InterruptLine output;
  private int high;

  SharedLine(InterruptLine output) {
    this.output = output;
  }

  /** Whether it is high. */
  boolean isHigh() {
    return high > 0;
  }

  /** One more input, low at first. */
  InterruptLine input() {
    return new Input();
  }

  private final class Input implements InterruptLine {
    private boolean level;

    @Override
    public void set(boolean newLevel) {
      if (newLevel != level) {
        level = newLevel;
        high += newLevel ? 1 : -1;
        output.set(high > 0);
      }
    }
  }
}
