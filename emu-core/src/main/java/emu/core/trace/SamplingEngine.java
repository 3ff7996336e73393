package emu.core.trace;

import emu.core.cpu.Cpu;
import emu.core.cpu.EngineStatistics;
import emu.core.cpu.ExecutionEngine;

/**
 * An engine that stops at each multiple of a number of instructions, to have a sample taken. The
 * guest cannot tell.
 */
final class SamplingEngine implements ExecutionEngine {
  private final Cpu cpu;
  private final ExecutionEngine engine;
  private final long every;
  private final Runnable sample;
  private boolean stopped;

  /**
   * Has {@code sample} called while {@code engine} runs {@code cpu}.
   *
   * @param every instructions between two samples, at least 1
   */
  SamplingEngine(Cpu cpu, ExecutionEngine engine, long every, Runnable sample) {
    this.cpu = cpu;
    this.engine = engine;
    this.every = every;
    this.sample = sample;
  }

  @Override
  public void run(long limit) {
    stopped = false;
    boolean more = true;
    while (more) {
      long next = (cpu.instructionCount() / every + 1) * every;
      long end = Math.min(limit, next);
      engine.run(end);
      boolean reached = cpu.instructionCount() == end;
      if (reached && end == next) {
        sample.run();
      }
      more = reached && end < limit && !stopped;
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
