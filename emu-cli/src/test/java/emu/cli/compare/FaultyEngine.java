package emu.cli.compare;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.interp.Interpreter;
import java.util.function.Consumer;

/** An interpreter that does wrong in one place, as a translator with a fault would. */
final class FaultyEngine implements ExecutionEngine {
  private final Cpu cpu;
  private final Interpreter interpreter;
  private final long start;
  private final long end;
  private final Consumer<Cpu> harm;

  /**
   * Harms what it runs when it has retired {@code end} instructions, unless it has to stop between
   * {@code start} and that: then it leaves its bad translation and interprets.
   */
  FaultyEngine(Cpu cpu, long start, long end, Consumer<Cpu> harm) {
    this.cpu = cpu;
    this.interpreter = new Interpreter(cpu);
    this.start = start;
    this.end = end;
    this.harm = harm;
  }

  @Override
  public void run(long limit) {
    if (cpu.instructions <= start && limit >= end) {
      interpreter.run(end);
      if (cpu.instructions < end) {
        return;
      }
      harm.accept(cpu);
    }
    interpreter.run(limit);
  }

  @Override
  public void stop() {
    interpreter.stop();
  }
}
