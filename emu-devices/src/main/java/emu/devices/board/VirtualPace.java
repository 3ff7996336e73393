package emu.devices.board;

import emu.core.cpu.Cpu;
import emu.core.time.EventQueue;
import java.util.concurrent.locks.LockSupport;

/** Time from retired instructions: the deterministic mode. */
final class VirtualPace extends Pace {
  /** Virtual time that an instruction takes: that of a machine of 1,000 MIPS. */
  static final long NANOSECONDS_PER_INSTRUCTION = 1;

  /** Most instructions between two looks at input from the host. */
  private static final long SLICE = 1_000_000;

  private static final long INPUT_WAIT = 10_000_000;

  private Cpu cpu;
  private long skipped;

  @Override
  void follow(Cpu newCpu) {
    cpu = newCpu;
  }

  @Override
  public long now() {
    return cpu.instructionCount() * NANOSECONDS_PER_INSTRUCTION + skipped;
  }

  @Override
  long instructionsUntil(long time) {
    long nanoseconds = Math.max(time - now(), 1);
    return Math.min((nanoseconds - 1) / NANOSECONDS_PER_INSTRUCTION + 1, SLICE);
  }

  @Override
  void idleUntil(long time) {
    if (time == EventQueue.NEVER) {
      LockSupport.parkNanos(INPUT_WAIT); // only the host can wake the guest
    } else {
      skipped += Math.max(time - now(), 0);
    }
  }

  @Override
  void restart() {
    skipped = 0;
  }

  @Override
  void setPaused(boolean paused) {}
}
