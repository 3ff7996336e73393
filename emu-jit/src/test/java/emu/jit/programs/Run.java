package emu.jit.programs;

import emu.core.asm.Assembly;
import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import java.util.List;
import java.util.function.Function;

/** A program that runs in an engine. */
final class Run implements AutoCloseable {
  private final Program program;
  private final List<Assembly> code;
  private final Guest guest;
  private final ExecutionEngine engine;

  /** What the engine threw, which none should. */
  private Throwable failure;

  Run(Program program, List<Assembly> code, Function<Cpu, ExecutionEngine> engine) {
    this.program = program;
    this.code = code;
    this.guest = new Guest(program);
    for (int i = 0; i < code.size(); i++) {
      guest.memory.copyIn(program.sections().get(i).physical(), code.get(i).code());
    }
    this.engine = engine.apply(guest.cpu);
  }

  /** Runs to an instruction count; wakes the processor when it halts with interrupts enabled. */
  void runTo(long count) {
    Cpu cpu = guest.cpu;
    try {
      while (failure == null && !isOver() && cpu.instructionCount() < count) {
        engine.run(count);
        if (cpu.halted && cpu.interruptsEnabled()) {
          cpu.setIntr(true);
        } else if (!isOver() && cpu.instructionCount() < count) {
          throw new IllegalStateException("stopped at " + cpu.instructionCount() + " of " + count);
        }
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  /** Whether the processor will do nothing more. */
  boolean isOver() {
    return guest.cpu.shutdown || guest.cpu.halted && !guest.cpu.interruptsEnabled();
  }

  void happen(Event event) {
    Section section = program.sections().getFirst();
    Assembly assembly = code.getFirst();
    switch (event.kind()) {
      case NOTHING -> {}
      case INTERRUPT -> guest.cpu.setIntr(true);
      case NMI -> guest.cpu.raiseNmi();
      case DMA -> {
        Long patch = assembly.symbols().get("patch");
        if (patch != null) {
          byte[] value = new byte[4];
          for (int i = 0; i < 4; i++) {
            value[i] = (byte) (event.argument() >>> 8 * i);
          }
          guest.memory.copyIn(section.physical() + patch - assembly.origin(), value);
        }
      }
      case SAME_BYTES -> {
        int at = section.physical() + (event.argument() >>> 1) % Math.max(1, assembly.size());
        byte[] same = new byte[1 + (event.argument() & 7)];
        guest.memory.copyOut(at, same, 0, same.length);
        guest.memory.copyIn(at, same);
      }
    }
  }

  boolean differsFrom(Run other) {
    return failure != null || other.failure != null || guest.hash() != other.guest.hash();
  }

  Guest guest() {
    return guest;
  }

  State state() {
    return State.of(guest, failure);
  }

  @Override
  public void close() {
    engine.close();
    guest.close();
  }
}
