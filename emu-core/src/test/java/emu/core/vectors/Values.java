package emu.core.vectors;

import java.util.Random;

/** Random values with a taste for edges. */
final class Values {
  private static final long[] DOUBLES = {
    0,
    1,
    0x000F_FFFF_FFFF_FFFFL,
    0x0010_0000_0000_0000L,
    0x3FF0_0000_0000_0000L,
    0x3FE0_0000_0000_0000L,
    0x4008_0000_0000_0000L,
    0x41DF_FFFF_FFC0_0000L,
    0x41E0_0000_0000_0000L,
    0x43E0_0000_0000_0000L,
    0x7FEF_FFFF_FFFF_FFFFL,
    0x7FF0_0000_0000_0000L,
    0x7FF0_0000_0000_0001L,
    0x7FF8_0000_0000_0000L,
    0x7FFC_1234_5678_9ABCL
  };
  private static final int[] FLOATS = {
    0,
    1,
    0x007F_FFFF,
    0x0080_0000,
    0x3F80_0000,
    0x3F00_0000,
    0x4040_0000,
    0x4EFF_FFFF,
    0x4F00_0000,
    0x5F00_0000,
    0x7F7F_FFFF,
    0x7F80_0000,
    0x7F80_0001,
    0x7FC0_0000,
    0x7FE1_2345
  };
  private static final int[] EXPONENTS = {0, 1, 0x3FFF, 0x3FFE, 0x401E, 0x403E, 0x7FFE, 0x7FFF};

  private final Random random;
  private final Profile profile;

  Values(Random random, Profile profile) {
    this.random = random;
    this.profile = profile;
  }

  /** A generator for {@code seed}; those of neighbouring seeds have nothing in common. */
  static Random generator(long seed) {
    return new Random(seed * 0x9E37_79B9_7F4A_7C15L);
  }

  /** Of 64 bits, for general registers. */
  long integer() {
    return switch (random.nextInt(8)) {
      case 0 -> lanes(8);
      case 1 -> lanes(16);
      case 2 -> lanes(32);
      case 3 -> edge(64);
      case 4 -> random.nextInt(256) - 128L;
      case 5 -> 1L << random.nextInt(64);
      default -> random.nextLong();
    };
  }

  /** Of 64 bits, for vector registers and memory. */
  long vector() {
    if (profile != Profile.INTEGER && random.nextInt(4) != 0) {
      return random.nextBoolean() ? doublePrecision() : single() | (long) single() << 32;
    }
    return integer();
  }

  private long doublePrecision() {
    long sign = random.nextBoolean() ? Long.MIN_VALUE : 0;
    if (random.nextInt(3) == 0) {
      return DOUBLES[random.nextInt(DOUBLES.length)] | sign;
    }
    long exponent = 0x3FF + random.nextInt(140) - 70L;
    return random.nextLong() >>> 12 & -1L << random.nextInt(52) | exponent << 52 | sign;
  }

  private int single() {
    int sign = random.nextBoolean() ? Integer.MIN_VALUE : 0;
    if (random.nextInt(3) == 0) {
      return FLOATS[random.nextInt(FLOATS.length)] | sign;
    }
    int exponent = 0x7F + random.nextInt(80) - 40;
    return random.nextInt() >>> 9 & -1 << random.nextInt(23) | exponent << 23 | sign;
  }

  /** Sign and exponent of 80 bits. */
  int signExponent() {
    int exponent =
        random.nextInt(3) == 0
            ? EXPONENTS[random.nextInt(EXPONENTS.length)]
            : 0x3FFF + random.nextInt(160) - 80;
    return exponent | random.nextInt(2) << 15;
  }

  /** Significand that suits {@code signExponent}, now and then one that does not. */
  long significand(int signExponent) {
    long top = (signExponent & 0x7FFF) == 0 || random.nextInt(16) == 0 ? 0 : Long.MIN_VALUE;
    long bits =
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> edge(63);
          default -> random.nextLong() & -1L << random.nextInt(63);
        };
    return bits & Long.MAX_VALUE | top;
  }

  private long lanes(int bits) {
    long value = 0;
    for (int i = 0; i < 64; i += bits) {
      long lane = random.nextBoolean() ? edge(bits) : random.nextLong();
      value |= (lane & -1L >>> 64 - bits) << i;
    }
    return value;
  }

  private long edge(int bits) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2 -> -1L >>> 64 - bits;
      case 3 -> 1L << bits - 1;
      case 4 -> (1L << bits - 1) - 1;
      default -> -2L >>> 64 - bits;
    };
  }
}
