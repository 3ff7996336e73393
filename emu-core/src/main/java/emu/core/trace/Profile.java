package emu.core.trace;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Where a guest spends its instructions, by samples of its call stack at fixed counts: the same for
 * every engine. Code without a name is named after its page.
 */
public final class Profile {
  private static final String USER = "[user]";

  /** What all stacks beyond {@link #MOST} are called. */
  private static final String OTHERS = "[others]";

  private static final int MOST = 1 << 18;

  private final CallStack stacks;
  private final CountWindow window;
  private final long every;
  private final Map<String, Long> samples = new TreeMap<>();

  /**
   * A profile without samples yet.
   *
   * @param every instructions between two samples, at least 1
   */
  public Profile(SymbolNames symbols, CountWindow window, long every) {
    this.stacks = new CallStack(symbols);
    this.window = window;
    this.every = every;
  }

  /** Has samples taken of {@code cpu}, which {@code engine} runs. */
  ExecutionEngine around(Cpu cpu, ExecutionEngine engine) {
    return new SamplingEngine(cpu, engine, every, () -> sample(cpu));
  }

  private void sample(Cpu cpu) {
    if (window.holds(cpu.instructionCount())) {
      String stack = cpu.cpl == 3 ? USER : String.join(";", stacks.of(cpu));
      boolean fits = samples.size() < MOST || samples.containsKey(stack);
      samples.merge(fits ? stack : OTHERS, 1L, Long::sum);
    }
  }

  /**
   * Writes collapsed stacks, as tools for flame graphs read them: a line for each, functions with
   * semicolons between, the outermost first, and how many samples found it.
   */
  public void write(Consumer<String> out) {
    samples.forEach((stack, count) -> out.accept(stack + " " + count + "\n"));
  }
}
