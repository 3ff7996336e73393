package emu.jit;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.interp.Interpreter;

/**
 * An engine for tests of small programs: it translates at once, and looks up often, so that
 * translations run as soon as there are any.
 */
public final class EagerEngine implements ExecutionEngine {
  private static final int STEP = 5;

  private final Cpu cpu;
  private final Interpreter interpreter;
  private boolean stopped;

  public EagerEngine(Cpu cpu) {
    this.cpu = cpu;
    this.interpreter = new Interpreter(cpu, new Jit(cpu, Runnable::run, () -> {}));
  }

  @Override
  public void run(long limit) {
    stopped = false;
    long before = -1;
    while (!stopped && cpu.instructionCount() < limit && cpu.instructionCount() != before) {
      before = cpu.instructionCount();
      interpreter.run(Math.min(limit, before + STEP));
    }
  }

  @Override
  public void stop() {
    stopped = true;
    interpreter.stop();
  }

  @Override
  public void close() {
    interpreter.close();
  }
}
