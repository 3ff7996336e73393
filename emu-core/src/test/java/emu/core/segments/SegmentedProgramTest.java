package emu.core.segments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.debug.StateHash;
import emu.core.inspect.Registers;
import emu.core.interp.Interpreter;
import emu.core.testing.SystemGuest;
import emu.core.testing.TestEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * 16-bit and 32-bit code reaches the same states in {@link TestEngine}'s engine as when it is
 * interpreted instruction by instruction: with bases, limits, segments that grow down or are not
 * writable, and narrow stacks (SDM 3A 5.3, 5.5).
 */
class SegmentedProgramTest {
  private static final int STEP = 397;
  private static final int MOST_INSTRUCTIONS = 200_000;
  private static final int PROGRAMS = Integer.getInteger("emu.segments.programs", 40);
  private static final long FIRST_SEED = Long.getLong("emu.segments.seed", 1);

  @ParameterizedTest
  @EnumSource
  void agreesWithSingleSteps(Setting setting) {
    int finished = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
      finished += agrees(setting, seed) ? 1 : 0;
    }
    assertTrue(finished > PROGRAMS / 2, finished + " programs came to their end");
  }

  /** Whether the program comes to its end. */
  private static boolean agrees(Setting setting, long seed) {
    String text = SegmentedProgram.of(setting, seed);
    try (SystemGuest single = SegmentedProgram.load(setting, text);
        SystemGuest whole = SegmentedProgram.load(setting, text)) {
      ExecutionEngine one = new Interpreter(single.cpu);
      ExecutionEngine other = TestEngine.of(whole.cpu);
      for (long limit = STEP; limit < MOST_INSTRUCTIONS; limit += STEP) {
        for (long next = limit - STEP; next <= limit; next++) {
          one.run(next);
        }
        other.run(limit);
        if (hash(single) != hash(whole)) {
          assertEquals(
              Registers.of(single.cpu).toString(),
              Registers.of(whole.cpu).toString(),
              "%s, seed %d, before %d of%n%s".formatted(setting, seed, limit, text));
          throw new AssertionError(
              "memory differs: %s, seed %d, before %d of%n%s"
                  .formatted(setting, seed, limit, text));
        }
        if (single.cpu.halted || single.cpu.shutdown) {
          break;
        }
      }
      other.close();
      Cpu cpu = single.cpu;
      return cpu.halted;
    }
  }

  private static long hash(SystemGuest guest) {
    StateHash hash = new StateHash();
    guest.cpu.hashInto(hash);
    guest.memory.hashInto(hash);
    return hash.value();
  }
}
