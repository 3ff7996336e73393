package emu.devices.testing;

import emu.core.bus.InterruptLine;

/** An interrupt line that counts its rising edges. */
public final class Wire implements InterruptLine {
  private boolean level;
  private int edges;

  /** A line that is low. */
  public Wire() {
    this(false);
  }

  /** A line that has {@code level}. */
  public Wire(boolean level) {
    this.level = level;
  }

  @Override
  public void set(boolean level) {
    if (level && !this.level) {
      edges++;
    }
    this.level = level;
  }

  /** The level of the line. */
  public boolean level() {
    return level;
  }

  /** The number of rising edges so far. */
  public int edges() {
    return edges;
  }
}
