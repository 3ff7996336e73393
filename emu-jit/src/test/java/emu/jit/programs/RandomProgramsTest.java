package emu.jit.programs;

import static org.junit.jupiter.api.Assertions.fail;

import emu.core.interp.Interpreter;
import emu.jit.EagerEngine;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random programs reach the same states at the same counts in both engines. {@link RandomPrograms}
 * runs more of them.
 */
class RandomProgramsTest {
  private final Comparison comparison = new Comparison(Interpreter::new, EagerEngine::new);

  static LongStream blocks() {
    return LongStream.rangeClosed(1, 60);
  }

  static LongStream wholePrograms() {
    return LongStream.rangeClosed(1, 70);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource
  void blocks(long seed) {
    check(Programs.block(seed));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource
  void wholePrograms(long seed) {
    check(Programs.whole(seed));
  }

  private void check(Program program) {
    Optional<Divergence> divergence = comparison.run(program);
    divergence.ifPresent(found -> fail(Shrinker.shrink(comparison, found).toString()));
  }
}
