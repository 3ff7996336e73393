package emu.core.testing;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.bus.BusDevice;
import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.cpu.InterruptController;
import emu.core.memory.PhysicalMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * A small guest that runs on an engine until it halts.
 *
 * <p>Tables, segments and stacks are those of {@link SystemGuest}. The handler of each of the 256
 * vectors, at {@link #HANDLERS} plus its number, is a HLT at level 0, so that a program ends at its
 * first exception or interrupt unless the test has described a gate of its own; {@link #vector}
 * tells which it was. What the program writes to port 0xE9 is kept in {@link #log}.
 *
 * <p>The engine is that of {@link TestEngine}.
 */
public final class GuestProgram implements AutoCloseable {
  /** Where programs lie. */
  public static final int ORIGIN = 0xB000;

  public static final int HANDLERS = 0x7000;

  private static final int LOG_PORT = 0xE9;
  private static final int MOST_INSTRUCTIONS = 1_000_000;

  public final SystemGuest system;
  public final Cpu cpu;
  public final PhysicalMemory memory;
  public final ExecutionEngine engine;
  private final List<String> log = new ArrayList<>();
  private Assembly program;

  private GuestProgram(SystemGuest system, String source) {
    this.system = system;
    this.cpu = system.cpu;
    this.memory = system.memory;
    for (int vector = 0; vector < 256; vector++) {
      memory.write(HANDLERS + vector, 1, 0xF4);
    }
    system.ports.map(LOG_PORT, 1, new Log());
    this.engine = TestEngine.of(cpu);
    load(source);
    cpu.rip = ORIGIN;
  }

  /** In real-address mode, all segments at 0, stack below 0x8000. */
  public static GuestProgram real(String source) {
    GuestProgram guest = new GuestProgram(SystemGuest.real(), "bits 16\n" + source);
    for (int vector = 0; vector < 256; vector++) {
      guest.memory.write(4L * vector, 4, HANDLERS + vector);
    }
    return guest;
  }

  /** In 32-bit protected mode at {@code cpl}; interrupt gates with DPL 0. */
  public static GuestProgram protectedMode(int cpl, String source) {
    GuestProgram guest = new GuestProgram(SystemGuest.protectedMode(cpl), "bits 32\n" + source);
    guest.describeHandlers();
    return guest;
  }

  /** In 64-bit mode at {@code cpl}; interrupt gates with DPL 0. */
  public static GuestProgram longMode(int cpl, String source) {
    GuestProgram guest = new GuestProgram(SystemGuest.longMode(cpl), "bits 64\n" + source);
    guest.describeHandlers();
    return guest;
  }

  private void describeHandlers() {
    for (int vector = 0; vector < 256; vector++) {
      system.interruptGate(vector, SystemGuest.code(0), HANDLERS + vector, 0x8E);
    }
  }

  /** Has vector {@code vector} go to {@code label} of the program through an interrupt gate. */
  public GuestProgram handle(int vector, int dpl, String label) {
    long offset = label.isEmpty() ? HANDLERS + vector : symbol(label);
    system.interruptGate(vector, SystemGuest.code(0), offset, 0x8E | dpl << 5);
    return this;
  }

  private void load(String source) {
    program = Assembler.assemble("org " + ORIGIN + "\n" + source);
    memory.copyIn(ORIGIN, program.code());
  }

  /** Address of a label. */
  public long symbol(String name) {
    return program.symbol(name);
  }

  /** Runs until the processor halts or shuts down. */
  public GuestProgram run() {
    engine.run(cpu.instructionCount() + MOST_INSTRUCTIONS);
    if (!cpu.halted && !cpu.shutdown) {
      throw new AssertionError("still running at " + Long.toHexString(cpu.rip) + ", log " + log());
    }
    return this;
  }

  /** Runs {@code instructions}; exceptions and interrupts count as one each. */
  public GuestProgram run(int instructions) {
    engine.run(cpu.instructionCount() + instructions);
    return this;
  }

  /** Runs until RIP is at {@code label}, instruction by instruction. */
  public GuestProgram runTo(String label) {
    for (int i = 0; i < MOST_INSTRUCTIONS && cpu.rip != symbol(label); i++) {
      run(1);
    }
    return this;
  }

  /** Goes on behind the HLT at which the program stopped. */
  public GuestProgram resume() {
    cpu.halted = false;
    return run();
  }

  /** The vector whose handler halted; -1 if the program halted elsewhere, -2 after a shutdown. */
  public int vector() {
    if (cpu.shutdown) {
      return -2;
    }
    long offset = cpu.rip - 1 - HANDLERS;
    return offset >= 0 && offset < 256 ? (int) offset : -1;
  }

  /** A maskable interrupt waits until it is accepted. */
  public void interrupt(int vector) {
    cpu.connect(new OneInterrupt(cpu, vector));
    cpu.setIntr(true);
  }

  /** What the program wrote to port 0xE9, in hexadecimal, with spaces between. */
  public String log() {
    return String.join(" ", log);
  }

  private final class Log implements BusDevice {
    @Override
    public long read(long offset, int size) {
      return -1;
    }

    @Override
    public void write(long offset, int size, long value) {
      log.add(Long.toHexString(value));
    }
  }

  private record OneInterrupt(Cpu cpu, int vector) implements InterruptController {
    @Override
    public int acknowledge() {
      cpu.setIntr(false);
      return vector;
    }

    @Override
    public long apicBase() {
      return 0;
    }

    @Override
    public void setApicBase(long value) {}

    @Override
    public int taskPriority() {
      return 0;
    }

    @Override
    public void setTaskPriority(int priority) {}
  }

  @Override
  public void close() {
    engine.close();
    system.close();
  }
}
