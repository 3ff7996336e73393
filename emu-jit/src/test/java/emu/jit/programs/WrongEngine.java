package emu.jit.programs;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.interp.Interpreter;
import java.util.Arrays;

/** An interpreter that is wrong for one instruction: BSWAP EDX leaves a wrong bit. */
final class WrongEngine implements ExecutionEngine {
  private static final byte[] BSWAP_EDX = {0x0F, (byte) 0xCA};

  private final Cpu cpu;
  private final Interpreter interpreter;
  private final byte[] code = new byte[2];

  WrongEngine(Cpu cpu) {
    this.cpu = cpu;
    this.interpreter = new Interpreter(cpu);
  }

  @Override
  public void run(long limit) {
    while (cpu.instructionCount() < limit && !cpu.halted && !cpu.shutdown) {
      long rip = cpu.rip;
      cpu.memory.copyOut(rip, code, 0, code.length);
      boolean wrong = Arrays.equals(code, BSWAP_EDX);
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
