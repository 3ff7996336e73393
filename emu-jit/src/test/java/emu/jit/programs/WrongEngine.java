package emu.jit.programs;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.interp.Interpreter;

/** An interpreter that is wrong for one instruction: BSWAP EDX leaves a wrong bit. */
final class WrongEngine implements ExecutionEngine {
  private static final long BSWAP_EDX = 0xCA0F;

  private final Cpu cpu;
  private final Interpreter interpreter;

  WrongEngine(Cpu cpu) {
    this.cpu = cpu;
    this.interpreter = new Interpreter(cpu);
  }

  @Override
  public void run(long limit) {
    while (cpu.instructionCount() < limit && !cpu.halted && !cpu.shutdown) {
      long rip = cpu.rip;
      boolean wrong = rip < Layout.RAM && (cpu.memory.read(rip, 2) & 0xFFFF) == BSWAP_EDX;
      interpreter.run(cpu.instructionCount() + 1);
      if (wrong && cpu.rip == rip + 2) {
        cpu.r[Cpu.RDX] ^= 0x10000;
      }
    }
  }

  @Override
  public void stop() {
    interpreter.stop();
  }
}
