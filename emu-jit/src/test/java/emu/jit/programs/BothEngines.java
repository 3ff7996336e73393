package emu.jit.programs;

import static org.junit.jupiter.api.Assertions.fail;

import emu.core.asm.Assembly;
import emu.core.cpu.Cpu;
import emu.core.interp.Interpreter;
import emu.jit.EagerEngine;
import java.util.List;
import java.util.function.Consumer;

/**
 * A program that runs in both engines at once; after each step they are in the same state, or the
 * test fails.
 */
final class BothEngines implements AutoCloseable {
  private static final int MOST_INSTRUCTIONS = 5_000_000;
  private static final int STEP = 997;

  private final Program program;
  private final Assembly code;
  private final Run interpreted;
  private final Run translated;

  /** A program that lies at {@link Layout#CODE}; it ends in HLT with interrupts off. */
  BothEngines(String source) {
    Section section = new Section(Layout.CODE, Layout.CODE, source.lines().toList());
    program = new Program(0, List.of(section), List.of());
    code = section.assemble();
    interpreted = new Run(program, List.of(code), Interpreter::new);
    translated = new Run(program, List.of(code), EagerEngine::new);
  }

  long symbol(String label) {
    return code.symbol(label);
  }

  /** Runs {@code instructions}; exceptions and interrupts delivered count one each. */
  BothEngines run(int instructions) {
    long target = cpu().instructionCount() + instructions;
    interpreted.runTo(target);
    translated.runTo(target);
    if (interpreted.differsFrom(translated)) {
      fail(State.show(interpreted.state(), translated.state()));
    }
    return this;
  }

  /** Runs to the end. */
  BothEngines run() {
    while (!interpreted.isOver()) {
      run(STEP);
      if (cpu().instructionCount() > MOST_INSTRUCTIONS) {
        fail("still running at " + Long.toHexString(cpu().rip));
      }
    }
    return this;
  }

  /** Does something to both. */
  BothEngines both(Consumer<Guest> action) {
    action.accept(interpreted.guest());
    action.accept(translated.guest());
    return this;
  }

  /** A write by a device. */
  BothEngines dma(long address, int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      data[i] = (byte) bytes[i];
    }
    return both(guest -> guest.memory.copyIn(address, data));
  }

  /** The processor that runs translations. */
  Cpu cpu() {
    return translated.guest().cpu;
  }

  /** What the processor that runs translations has in physical memory. */
  long memory(long address, int size) {
    return translated.guest().memory.read(address, size);
  }

  @Override
  public void close() {
    interpreted.close();
    translated.close();
  }
}
