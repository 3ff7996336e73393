package emu.jit.programs;

import emu.core.asm.Assembly;
import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs programs in two engines side by side. */
final class Comparison {
  private final Function<Cpu, ExecutionEngine> first;
  private final Function<Cpu, ExecutionEngine> second;

  Comparison(Function<Cpu, ExecutionEngine> first, Function<Cpu, ExecutionEngine> second) {
    this.first = first;
    this.second = second;
  }

  /**
   * The first difference between the two while they run {@code program}.
   *
   * @throws emu.core.asm.AssemblyException if the program is none
   */
  Optional<Divergence> run(Program program) {
    return run(program, Long.MAX_VALUE);
  }

  /** The same, with another comparison after {@code extra} instructions. */
  Optional<Divergence> run(Program program, long extra) {
    List<Assembly> code = program.assemble();
    try (Run one = new Run(program, code, first);
        Run other = new Run(program, code, second)) {
      long target = 0;
      for (Event event : program.events()) {
        long before = target;
        target += event.after();
        if (extra > before && extra < target) {
          one.runTo(extra);
          other.runTo(extra);
          if (one.differsFrom(other)) {
            return Optional.of(new Divergence(program, before, extra, one.state(), other.state()));
          }
        }
        one.runTo(target);
        other.runTo(target);
        if (one.differsFrom(other)) {
          return Optional.of(new Divergence(program, before, target, one.state(), other.state()));
        }
        if (one.isOver()) {
          break;
        }
        one.happen(event);
        other.happen(event);
      }
      return Optional.empty();
    }
  }
}
