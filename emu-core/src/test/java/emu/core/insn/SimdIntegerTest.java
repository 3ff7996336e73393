package emu.core.insn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;

/** Lanes side by side against one lane at a time. */
class SimdIntegerTest {
  private static final long SEED = 0x51D;
  private static final long[] EDGES = {0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF};

  private final Random random = new Random(SEED);

  @Test
  void wrapping() {
    check(8, SimdInteger::paddb, (a, b) -> a + b);
    check(16, SimdInteger::paddw, (a, b) -> a + b);
    check(32, SimdInteger::paddd, (a, b) -> a + b);
    check(8, SimdInteger::psubb, (a, b) -> a - b);
    check(16, SimdInteger::psubw, (a, b) -> a - b);
    check(32, SimdInteger::psubd, (a, b) -> a - b);
    check(16, SimdInteger::pmullw, (a, b) -> a * b);
    check(32, SimdInteger::pmulld, (a, b) -> a * b);
    check(16, SimdInteger::pmulhw, (a, b) -> a * b >> 16);
    check(16, SimdInteger::pmulhuw, unsigned(16, (a, b) -> a * b >> 16));
    check(16, SimdInteger::pmulhrsw, (a, b) -> a * b + 0x4000 >> 15);
  }

  @Test
  void saturating() {
    check(8, SimdInteger::paddsb, (a, b) -> Math.clamp(a + b, -128L, 127L));
    check(16, SimdInteger::paddsw, (a, b) -> Math.clamp(a + b, -0x8000L, 0x7FFFL));
    check(8, SimdInteger::psubsb, (a, b) -> Math.clamp(a - b, -128L, 127L));
    check(16, SimdInteger::psubsw, (a, b) -> Math.clamp(a - b, -0x8000L, 0x7FFFL));
    check(8, SimdInteger::paddusb, unsigned(8, (a, b) -> Math.min(a + b, 0xFF)));
    check(16, SimdInteger::paddusw, unsigned(16, (a, b) -> Math.min(a + b, 0xFFFF)));
    check(8, SimdInteger::psubusb, unsigned(8, (a, b) -> Math.max(a - b, 0)));
    check(16, SimdInteger::psubusw, unsigned(16, (a, b) -> Math.max(a - b, 0)));
    check(8, SimdInteger::pavgb, unsigned(8, (a, b) -> a + b + 1 >> 1));
    check(16, SimdInteger::pavgw, unsigned(16, (a, b) -> a + b + 1 >> 1));
  }

  @Test
  void comparing() {
    check(8, SimdInteger::pcmpeqb, (a, b) -> a == b ? -1 : 0);
    check(16, SimdInteger::pcmpeqw, (a, b) -> a == b ? -1 : 0);
    check(32, SimdInteger::pcmpeqd, (a, b) -> a == b ? -1 : 0);
    check(8, SimdInteger::pcmpgtb, (a, b) -> a > b ? -1 : 0);
    check(16, SimdInteger::pcmpgtw, (a, b) -> a > b ? -1 : 0);
    check(32, SimdInteger::pcmpgtd, (a, b) -> a > b ? -1 : 0);
    check(8, SimdInteger::pminsb, Math::min);
    check(16, SimdInteger::pminsw, Math::min);
    check(32, SimdInteger::pminsd, Math::min);
    check(8, SimdInteger::pmaxsb, Math::max);
    check(16, SimdInteger::pmaxsw, Math::max);
    check(32, SimdInteger::pmaxsd, Math::max);
    check(8, SimdInteger::pminub, unsigned(8, Math::min));
    check(16, SimdInteger::pminuw, unsigned(16, Math::min));
    check(32, SimdInteger::pminud, unsigned(32, Math::min));
    check(8, SimdInteger::pmaxub, unsigned(8, Math::max));
    check(16, SimdInteger::pmaxuw, unsigned(16, Math::max));
    check(32, SimdInteger::pmaxud, unsigned(32, Math::max));
  }

  @Test
  void signs() {
    check(8, SimdInteger::pabsb, (a, b) -> Math.abs(b));
    check(16, SimdInteger::pabsw, (a, b) -> Math.abs(b));
    check(32, SimdInteger::pabsd, (a, b) -> Math.abs(b));
    check(8, SimdInteger::psignb, (a, b) -> a * Long.signum(b));
    check(16, SimdInteger::psignw, (a, b) -> a * Long.signum(b));
    check(32, SimdInteger::psignd, (a, b) -> a * Long.signum(b));
  }

  private static LongBinaryOperator unsigned(int bits, LongBinaryOperator f) {
    long mask = (1L << bits) - 1;
    return (a, b) -> f.applyAsLong(a & mask, b & mask);
  }

  private void check(int bits, LongBinaryOperator lanes, LongBinaryOperator lane) {
    for (int n = 0; n < 2000; n++) {
      long a = operand();
      long b = operand();
      long expected = 0;
      for (int i = 0; i < 64; i += bits) {
        long x = a << 64 - bits - i >> 64 - bits;
        long y = b << 64 - bits - i >> 64 - bits;
        expected |= (lane.applyAsLong(x, y) & -1L >>> 64 - bits) << i;
      }
      long found = lanes.applyAsLong(a, b);
      assertEquals(
          Long.toHexString(expected),
          Long.toHexString(found),
          () -> "seed " + SEED + ": " + Long.toHexString(a) + ", " + Long.toHexString(b));
    }
  }

  private long operand() {
    if (random.nextBoolean()) {
      return random.nextLong();
    }
    long value = 0;
    for (int i = 0; i < 64; i += 16) {
      value |= EDGES[random.nextInt(EDGES.length)] << i;
    }
    return value;
  }
}
