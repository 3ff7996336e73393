package emu.core.softfloat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Compares the default environment with Java's own arithmetic, through the fast paths and without
 * them.
 */
class JavaArithmeticTest {
  private static final int COUNT = 500_000;
  private static final long SEED = 0x5eed;

  private final FloatStatus slow = new FloatStatus();
  private final FloatStatus fast = new FloatStatus();

  private interface Operation64 {
    long apply(FloatStatus s, long a, long b);
  }

  private interface Operation32 {
    int apply(FloatStatus s, int a, int b);
  }

  @Test
  void binary64() {
    compare64("add", F64::add, (a, b) -> bits(value(a) + value(b)));
    compare64("subtract", F64::subtract, (a, b) -> bits(value(a) - value(b)));
    compare64("multiply", F64::multiply, (a, b) -> bits(value(a) * value(b)));
    compare64("divide", F64::divide, (a, b) -> bits(value(a) / value(b)));
    compare64("squareRoot", (s, a, b) -> F64.squareRoot(s, a), (a, b) -> bits(Math.sqrt(value(a))));
    compare64(
        "roundToIntegral",
        (s, a, b) -> F64.roundToIntegral(s, a, FloatStatus.NEAREST, false),
        (a, b) -> bits(Math.rint(value(a))));
    compare64(
        "toF32",
        (s, a, b) -> bits((double) Float.intBitsToFloat(F64.toF32(s, a))),
        (a, b) -> bits((double) (float) value(a)));
    compare64("fromLong", (s, a, b) -> F64.fromLong(s, a), (a, b) -> bits((double) a));
  }

  @Test
  void binary32() {
    compare32("add", F32::add, (a, b) -> bits(value(a) + value(b)));
    compare32("subtract", F32::subtract, (a, b) -> bits(value(a) - value(b)));
    compare32("multiply", F32::multiply, (a, b) -> bits(value(a) * value(b)));
    compare32("divide", F32::divide, (a, b) -> bits(value(a) / value(b)));
    compare32(
        "squareRoot",
        (s, a, b) -> F32.squareRoot(s, a),
        (a, b) -> bits((float) Math.sqrt(value(a))));
    compare32("fromLong", (s, a, b) -> F32.fromLong(s, a), (a, b) -> bits((float) a));
  }

  private void compare64(String name, Operation64 ours, LongBinaryOperator javas) {
    var random = new Random(SEED);
    for (int i = 0; i < COUNT; i++) {
      long a = random.nextLong();
      long b = near(random, a);
      long expected = javas.applyAsLong(a, b);
      slow.flags = 0;
      check(name, a, b, expected, bits(value(ours.apply(slow, a, b))));
      fast.flags = FloatStatus.INEXACT;
      check(name, a, b, expected, bits(value(ours.apply(fast, a, b))));
      check(name + " flags", a, b, slow.flags | FloatStatus.INEXACT, fast.flags);
    }
  }

  private void compare32(String name, Operation32 ours, IntBinaryOperator javas) {
    var random = new Random(SEED);
    for (int i = 0; i < COUNT; i++) {
      int a = random.nextInt();
      int b = random.nextInt(4) == 0 ? random.nextInt() : a ^ (int) distance(random, 32);
      int expected = javas.applyAsInt(a, b);
      slow.flags = 0;
      check(name, a, b, expected, bits(value(ours.apply(slow, a, b))));
      fast.flags = FloatStatus.INEXACT;
      check(name, a, b, expected, bits(value(ours.apply(fast, a, b))));
      check(name + " flags", a, b, slow.flags | FloatStatus.INEXACT, fast.flags);
    }
  }

  /** An operand whose exponent is often close to that of a. */
  private static long near(Random random, long a) {
    return random.nextInt(4) == 0 ? random.nextLong() : a ^ distance(random, 64);
  }

  private static long distance(Random random, int bits) {
    return (random.nextLong() >>> (64 - bits)) >>> random.nextInt(bits);
  }

  private static void check(String name, long a, long b, long expected, long actual) {
    if (expected != actual) {
      String message = name + " of 0x%x and 0x%x, seed 0x%x".formatted(a, b, SEED);
      assertEquals(Long.toHexString(expected), Long.toHexString(actual), message);
    }
  }

  private static double value(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static float value(int bits) {
    return Float.intBitsToFloat(bits);
  }

  /** The bits of a number, all NaNs taken as one. */
  private static long bits(double value) {
    return Double.doubleToLongBits(value);
  }

  private static int bits(float value) {
    return Float.floatToIntBits(value);
  }
}
