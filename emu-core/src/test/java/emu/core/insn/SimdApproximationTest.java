package emu.core.insn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class SimdApproximationTest {
  /** Relative error allowed (SDM 2B, RCPPS and RSQRTPS). */
  private static final double ERROR = 1.5 * 0x1p-12;

  private static final long SEED = 42;

  @Test
  void reciprocalIsCloseEnough() {
    check(SimdApproximation::reciprocal, x -> 1 / x, true);
  }

  @Test
  void reciprocalRootIsCloseEnough() {
    check(SimdApproximation::reciprocalRoot, x -> 1 / Math.sqrt(x), false);
  }

  private static void check(IntUnaryOperator ours, DoubleUnaryOperator exact, boolean negative) {
    var random = new Random(SEED);
    for (int i = 0; i < 10_000; i++) {
      // Normal numbers whose reciprocals are normal too.
      int exponent = 2 + random.nextInt(250);
      int a =
          exponent << 23 | random.nextInt(1 << 23) | (negative ? random.nextInt() & 1 << 31 : 0);
      double expected = exact.applyAsDouble(Float.intBitsToFloat(a));
      double actual = Float.intBitsToFloat(ours.applyAsInt(a));
      assertTrue(
          Math.abs(actual / expected - 1) <= ERROR, () -> "of 0x%x, seed %d".formatted(a, SEED));
    }
  }

  @Test
  void specialOperands() {
    assertEquals(0x7F80_0000, SimdApproximation.reciprocal(0));
    assertEquals(0xFF80_0000, SimdApproximation.reciprocal(0x8000_0001));
    assertEquals(0x8000_0000, SimdApproximation.reciprocal(0xFF80_0000));
    assertEquals(0x7FC0_0001, SimdApproximation.reciprocal(0x7F80_0001));
    assertEquals(0, SimdApproximation.reciprocal(0x7F7F_FFFF));
    assertEquals(0xFF80_0000, SimdApproximation.reciprocalRoot(0x8000_0000));
    assertEquals(0xFFC0_0000, SimdApproximation.reciprocalRoot(0xBF80_0000));
    assertEquals(0, SimdApproximation.reciprocalRoot(0x7F80_0000));
    assertEquals(0xFFC0_0001, SimdApproximation.reciprocalRoot(0xFF80_0001));
  }
}
