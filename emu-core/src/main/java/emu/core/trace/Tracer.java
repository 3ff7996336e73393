package emu.core.trace;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.debug.CpuObserver;
import emu.core.interp.Instrumentation;
import emu.core.interp.Interpreter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Has a machine recorded: it attaches what listens, and chooses the engine.
 *
 * <p>What is told once a block, and what depends on how an engine uses its TLB, is recorded by an
 * interpreter of its own, whichever engine the machine has, and so is the same for all of them. The
 * rest listens to the machine's own engine.
 */
public final class Tracer {
  private final Set<TraceItem> items;
  private final TraceLog log;
  private final List<Instrumentation> recorders = new ArrayList<>();
  private final List<CpuObserver> observers = new ArrayList<>();
  private Profile profile;

  /** Records {@code items} in {@code log}. */
  public Tracer(Set<TraceItem> items, TraceLog log) {
    this.items = Set.copyOf(items);
    this.log = log;
  }

  /** Has {@code trace} written too. */
  public void add(InstructionTrace trace) {
    recorders.add(trace);
    observers.add(trace);
  }

  /** Has {@code coverage} collected too. */
  public void add(Coverage coverage) {
    recorders.add(coverage);
    observers.add(coverage);
  }

  /** Has samples taken for {@code newProfile} too. */
  public void add(Profile newProfile) {
    profile = newProfile;
  }

  /**
   * Attaches itself to {@code cpu}, with its board as after power-on.
   *
   * @param plain makes the engine that the machine has without a record
   * @return what runs {@code cpu}
   */
  public ExecutionEngine engine(Cpu cpu, Function<Cpu, ExecutionEngine> plain) {
    ExecutionEngine engine = new ObservedEngine(recording(cpu, plain), () -> observe(cpu));
    return profile == null ? engine : profile.around(cpu, engine);
  }

  private ExecutionEngine recording(Cpu cpu, Function<Cpu, ExecutionEngine> plain) {
    List<Instrumentation> instruments = instruments(cpu);
    if (instruments.isEmpty() && !items.contains(TraceItem.MMU)) {
      return plain.apply(cpu);
    }
    Instrumentation all =
        instruments.isEmpty() ? Instrumentation.NONE : Instrumentation.all(instruments);
    return new WindowedEngine(
        cpu, log.window(), () -> plain.apply(cpu), () -> new Interpreter(cpu, all));
  }

  private void observe(Cpu cpu) {
    observers.forEach(cpu::observe);
    if (items.contains(TraceItem.INT)) {
      cpu.observe(new InterruptLog(log));
    }
    if (items.contains(TraceItem.PCALL)) {
      cpu.observe(new TransferLog(log));
    }
    if (items.contains(TraceItem.MMU)) {
      cpu.observe(new MmuLog(log));
    }
    if (items.contains(TraceItem.IOPORT)) {
      DeviceLog devices = new DeviceLog(log, cpu);
      cpu.ports.observe(devices);
      cpu.memory.observe(devices);
    }
  }

  private List<Instrumentation> instruments(Cpu cpu) {
    List<Instrumentation> instruments = new ArrayList<>(recorders);
    boolean decoded = items.contains(TraceItem.IN_ASM);
    boolean entered = items.contains(TraceItem.EXEC);
    boolean registers = items.contains(TraceItem.CPU);
    if (decoded || entered || registers) {
      instruments.add(new BlockLog(log, cpu, decoded, entered, registers));
    }
    return instruments;
  }
}
