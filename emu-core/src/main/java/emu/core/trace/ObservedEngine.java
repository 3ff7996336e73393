package emu.core.trace;

import emu.core.cpu.EngineStatistics;
import emu.core.cpu.ExecutionEngine;

/**
 * An engine before whose first run something is attached: what board and loader do before belongs
 * to no record of the guest.
 */
final class ObservedEngine implements ExecutionEngine {
  private final ExecutionEngine engine;
  private Runnable attach;

  ObservedEngine(ExecutionEngine engine, Runnable attach) {
    this.engine = engine;
    this.attach = attach;
  }

  @Override
  public void run(long limit) {
    if (attach != null) {
      attach.run();
      attach = null;
    }
    engine.run(limit);
  }

  @Override
  public void stop() {
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
