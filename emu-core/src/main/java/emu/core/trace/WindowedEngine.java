package emu.core.trace;

import emu.core.cpu.Cpu;
import emu.core.cpu.EngineStatistics;
import emu.core.cpu.ExecutionEngine;
import java.util.function.Supplier;

/**
 * Runs part of a run in another engine than the rest: before it and behind it the guest has its
 * full speed. Engines keep nothing that the guest can see, so one can go on where another stopped.
 */
final class WindowedEngine implements ExecutionEngine {
  private final Cpu cpu;
  private final CountWindow window;
  private final Supplier<ExecutionEngine> outside;
  private final Supplier<ExecutionEngine> inside;
  private ExecutionEngine engine;
  private boolean isInside;
  private boolean stopped;

  /**
   * An engine for {@code cpu}.
   *
   * @param outside makes an engine for what is not in {@code window}
   * @param inside makes an engine for what is
   */
  WindowedEngine(
      Cpu cpu,
      CountWindow window,
      Supplier<ExecutionEngine> outside,
      Supplier<ExecutionEngine> inside) {
    this.cpu = cpu;
    this.window = window;
    this.outside = outside;
    this.inside = inside;
    isInside = window.holds(cpu.instructionCount());
    engine = (isInside ? inside : outside).get();
  }

  @Override
  public void run(long limit) {
    stopped = false;
    boolean more = true;
    while (more) {
      choose();
      long end = Math.min(limit, nextChange());
      engine.run(end);
      more = cpu.instructionCount() == end && end < limit && !stopped;
    }
  }

  /** The count at which the other engine takes over. */
  private long nextChange() {
    long count = cpu.instructionCount();
    return count < window.from() ? window.from() : isInside ? window.to() : Long.MAX_VALUE;
  }

  private void choose() {
    boolean shouldBe = window.holds(cpu.instructionCount());
    if (shouldBe != isInside) {
      isInside = shouldBe;
      engine.close();
      engine = (isInside ? inside : outside).get();
    }
  }

  @Override
  public void stop() {
    stopped = true;
    engine.stop();
  }

  @Override
  public EngineStatistics statistics() {
    return engine.statistics();
  }

  @Override
  public String report() {
    return engine.report();
  }

  @Override
  public void close() {
    engine.close();
  }
}
