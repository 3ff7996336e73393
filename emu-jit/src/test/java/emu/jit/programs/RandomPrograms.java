package emu.jit.programs;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.interp.Interpreter;
import emu.jit.EagerEngine;
import emu.jit.Jit;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs random programs in both engines for as long as is wanted; {@code emu-bench/random-programs}
 * starts it.
 */
final class RandomPrograms {
  private RandomPrograms() {}

  /**
   * Takes {@code [--seed N] [--minutes M] [--background]}; ends with status 1 at the first
   * difference.
   */
  public static void main(String[] arguments) {
    long seed = 1;
    double minutes = 1;
    Function<Cpu, ExecutionEngine> second = EagerEngine::new;
    try {
      for (int i = 0; i < arguments.length; i++) {
        switch (arguments[i]) {
          case "--seed" -> seed = Long.parseLong(arguments[++i]);
          case "--minutes" -> minutes = Double.parseDouble(arguments[++i]);
          case "--background" -> second = Jit::engine;
          default -> throw new IllegalArgumentException(arguments[i]);
        }
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      System.err.println(
          "usage: random-programs [--seed N] [--minutes M] [--hot N] [--background]");
      System.exit(2);
    }
    long end = System.nanoTime() + (long) (minutes * Duration.ofMinutes(1).toNanos());
    Comparison comparison = new Comparison(Interpreter::new, second);
    long first = seed;
    while (System.nanoTime() < end) {
      for (Program program : new Program[] {Programs.block(seed), Programs.whole(seed)}) {
        Optional<Divergence> divergence = comparison.run(program);
        if (divergence.isPresent()) {
          System.out.println(Shrinker.shrink(comparison, divergence.get()));
          System.exit(1);
        }
      }
      seed++;
    }
    System.out.println("seeds " + first + " to " + (seed - 1) + ": no difference");
  }
}
