package emu.devices.board;

import emu.core.cpu.Cpu;
import emu.core.time.Clock;

/** The machine's clock, and what the run loop has to know of it. */
abstract sealed class Pace implements Clock permits VirtualPace, HostPace {
  /** The processor whose instructions count; another one after a reset. */
  abstract void follow(Cpu cpu);

  /**
   * Instructions to run before the clock is looked at again for an event at {@code time}, at least
   * 1.
   */
  abstract long instructionsUntil(long time);

  /**
   * Lets time pass while the processor is halted, at most to {@code time}; it may return earlier,
   * and does when the machine's thread is unparked.
   */
  abstract void idleUntil(long time);

  /** Has time stand still, or go on; it is asked for nothing but {@link #now} meanwhile. */
  abstract void setPaused(boolean paused);

  /** Begins at 0 again, if it can; the processor that it follows does so too. */
  abstract void restart();

  static Pace of(ClockMode mode) {
    return switch (mode) {
      case VIRTUAL -> new VirtualPace();
      case HOST -> new HostPace();
    };
  }
}
