package emu.devices.board;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * An engine whose instructions are calls of the test: one for each instruction, one for each
 * interrupt accepted.
 */
final class ScriptedEngine implements ExecutionEngine {
  private final Cpu cpu;
  private final Consumer<Cpu> step;
  private final ObjIntConsumer<Cpu> interrupt;
  private boolean stopped;

  ScriptedEngine(Cpu cpu, Consumer<Cpu> step, ObjIntConsumer<Cpu> interrupt) {
    this.cpu = cpu;
    this.step = step;
    this.interrupt = interrupt;
  }

  @Override
  public void run(long limit) {
    stopped = false;
    while (!stopped && !cpu.shutdown && cpu.instructions < limit) {
      if (cpu.intr() && cpu.interruptsEnabled()) {
        cpu.halted = false;
        interrupt.accept(cpu, cpu.interruptController().acknowledge());
      } else if (cpu.halted) {
        return;
      } else {
        step.accept(cpu);
      }
      cpu.instructions++;
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
