package emu.jit.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.interp.Interpreter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is left of a program on which an engine fails that is wrong for one instruction. */
class ShrinkerTest {
  private static final String CULPRIT = "bswap edx";

  @Test
  void aWrongInstructionIsAllThatRemains() {
    Comparison comparison = new Comparison(Interpreter::new, WrongEngine::new);
    Divergence found = firstDivergence(comparison);
    Divergence smallest = Shrinker.shrink(comparison, found);
    assertEquals(List.of(CULPRIT), smallest.program().lines(), smallest::toString);
    assertEquals(1, smallest.program().events().size());
    assertEquals(0, smallest.before());
    assertEquals(1, smallest.at());
    String text = smallest.toString();
    assertTrue(text.contains("seed " + found.program().seed()), text);
    assertTrue(text.contains("10000  0fca                     bswap edx"), text);
    assertTrue(text.lines().anyMatch(line -> line.matches("rdx .* <--")), text);
  }

  private static Divergence firstDivergence(Comparison comparison) {
    for (long seed = 1; ; seed++) {
      Program program = Programs.whole(seed);
      if (program.lines().contains(CULPRIT)) {
        Optional<Divergence> divergence = comparison.run(program);
        if (divergence.isPresent()) {
          return divergence.get();
        }
      }
    }
  }

  @Test
  void programsInWhichNothingIsWrongDoNotDiffer() {
    Comparison comparison = new Comparison(Interpreter::new, WrongEngine::new);
    Program program = Programs.block(1);
    List<String> lines =
        program.lines().stream().map(line -> line.startsWith("bswap") ? "nop" : line).toList();
    assertEquals(Optional.empty(), comparison.run(program.withLines(lines)));
  }
}
