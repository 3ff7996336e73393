package emu.devices.board;

import emu.core.cpu.Cpu;
import java.util.concurrent.locks.LockSupport;

/** Time from the host's clock. */
final class HostPace extends Pace {
  private static final long NANOSECONDS_PER_INSTRUCTION = 10;
  private static final long SHORTEST_SLICE = 500;
  private static final long LONGEST_SLICE = 200_000;
  private static final long LONGEST_WAIT = 100_000_000;
  private static final long RUNNING = -1;

  private long start = System.nanoTime();
  private long pausedAt = RUNNING;

  @Override
  void follow(Cpu cpu) {}

  @Override
  public long now() {
    return pausedAt == RUNNING ? System.nanoTime() - start : pausedAt;
  }

  @Override
  long instructionsUntil(long time) {
    return Math.clamp((time - now()) / NANOSECONDS_PER_INSTRUCTION, SHORTEST_SLICE, LONGEST_SLICE);
  }

  @Override
  void idleUntil(long time) {
    long wait = Math.min(time - now(), LONGEST_WAIT);
    if (wait > 0) {
      LockSupport.parkNanos(wait);
    }
  }

  @Override
  void restart() {
    throw new IllegalStateException("the host's time does not come again");
  }

  @Override
  void setPaused(boolean paused) {
    long now = now();
    start = System.nanoTime() - now;
    pausedAt = paused ? now : RUNNING;
  }
}
