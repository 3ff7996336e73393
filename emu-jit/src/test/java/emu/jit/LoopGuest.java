package emu.jit;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.ExecutionEngine;
import emu.core.cpu.Segment;
import emu.core.interp.Interpreter;
import emu.core.memory.PhysicalMemory;
import java.util.function.Function;

/** A guest with a loop that becomes hot, but not very hot. */
final class LoopGuest implements AutoCloseable {
  static final int START = 0x1000;

  /** Where the loop is, of three instructions. */
  static final int LOOP = START + 5;

  private static final int ROUNDS = 12 * Interpreter.HOT;

  /** So long that what begins within the loop, where a run ended, does not become hot. */
  private static final int STEP = 3 * Interpreter.HOT + 1;

  private final PhysicalMemory memory = new PhysicalMemory(1 << 20);
  private final Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
  private final ExecutionEngine engine;
  private final String body;

  /** Adds up in its loop. */
  LoopGuest(Function<Cpu, ExecutionEngine> engines) {
    this(engines, "add rax, rcx");
  }

  /** Runs the lines {@code body} in its loop, which leave ECX alone. */
  LoopGuest(Function<Cpu, ExecutionEngine> engines, String body) {
    engine = engines.apply(cpu);
    this.body = body;
  }

  ExecutionEngine engine() {
    return engine;
  }

  /** Runs the loop to its end. */
  void run() {
    Assembly program =
        Assembler.assemble(
            """
            org %d
            bits 64
                    mov ecx, %d
            .next:
                    %s
                    dec ecx
                    jnz .next
                    hlt
            """
                .formatted(START, ROUNDS, body));
    memory.copyIn(program.origin(), program.code());
    cpu.cr0 |= Cr.CR0_PE;
    cpu.efer |= Cr.EFER_LMA;
    cpu.segments[Segment.CS].access |= Segment.LONG;
    cpu.segments[Segment.CS].base = 0;
    cpu.rip = program.origin();
    cpu.modeChanged();
    long step = STEP * body.lines().count();
    for (long limit = step; !cpu.halted; limit += step) {
      engine.run(limit);
    }
  }

  /** Writes to the loop. */
  void overwrite() {
    memory.copyIn(LOOP, new byte[1]);
  }

  @Override
  public void close() {
    engine.close();
    memory.close();
  }
}
