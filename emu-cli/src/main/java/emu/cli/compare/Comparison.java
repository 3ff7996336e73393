package emu.cli.compare;

import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs two machines in turn, {@link Setting#every} instructions each, and compares their states
 * after each turn.
 */
public final class Comparison {
  private final Setting setting;
  private final Progress progress;
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private long reached;
  private long lastEqual;
  private long instructions;

  /** A comparison to be run once. */
  public Comparison(Setting setting, Progress progress) {
    this.setting = setting;
    this.progress = progress;
  }

  /**
   * Compares, and if the states part, looks for the place.
   *
   * @throws BootException if the kernel cannot be booted
   */
  public Outcome run() throws BootException {
    Duration before = processTime();
    StopReason end;
    EngineFigures first;
    EngineFigures second;
    Sighting sighting = null;
    try (Pair pair = Pair.start(setting, setting.serial())) {
      // The collector would rather grow than look for what loading left.
      System.gc();
      end = run(pair);
      first = pair.first().figures();
      second = pair.second().figures();
      if (lastEqual < reached) {
        sighting = Sighting.of(pair, reached);
      }
    }
    double seconds = processTime().minus(before).toMillis() / 1e3;
    Divergence divergence = sighting == null ? null : locate(sighting);
    return new Outcome(end, instructions, first, second, seconds, checkpoints, divergence);
  }

  private Divergence locate(Sighting sighting) throws BootException {
    Divergence found = new Bisection(setting.onlyRepeatable(), progress).find(lastEqual, sighting);
    return found.repeated() ? found : new Bisection(setting, progress).find(lastEqual, sighting);
  }

  /** Why the comparison ended; {@link #lastEqual} is less than {@link #reached} if they parted. */
  private StopReason run(Pair pair) throws BootException {
    long start = System.nanoTime();
    boolean more = true;
    while (more) {
      long next = reached + Math.min(setting.every(), setting.limit() - reached);
      progress.at(describe(pair));
      if (!pair.runTo(next, () -> timeLeft(start))) {
        return StopReason.of(Kind.TIMEOUT);
      }
      reached = next;
      Checkpoint checkpoint = pair.checkpoint();
      checkpoints.add(checkpoint);
      if (checkpoint.isEqual()) {
        lastEqual = reached;
        instructions = checkpoint.instructions();
      }
      more = checkpoint.isEqual() && reached < setting.limit() && !pair.first().hasEnded();
    }
    return pair.first().end();
  }

  private Duration timeLeft(long start) {
    if (setting.timeout() == null) {
      return null;
    }
    Duration left = setting.timeout().minusNanos(System.nanoTime() - start);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private String describe(Pair pair) {
    if (reached == 0) {
      return "comparing " + setting.first().name() + " and " + setting.second().name();
    }
    EngineFigures first = pair.first().figures();
    EngineFigures second = pair.second().figures();
    return "equal after %,d M instructions; %s %.0f MIPS, %s %.0f MIPS"
        .formatted(
            instructions / 1_000_000, first.engine(), first.mips(), second.engine(), second.mips());
  }

  private static Duration processTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
