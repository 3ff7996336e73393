package emu.core.insn;

/**
 * Arithmetic on lanes of 8, 16 or 32 bits, side by side in a 64-bit word.
 *
 * <p>{@code tops} holds the top bit of every lane: {@link #TOPS_8}, {@link #TOPS_16} or {@link
 * #TOPS_32}. A <i>mask</i> has all bits of a lane set or none.
 */
final class Swar {
  static final long TOPS_8 = 0x8080_8080_8080_8080L;
  static final long TOPS_16 = 0x8000_8000_8000_8000L;
  static final long TOPS_32 = 0x8000_0000_8000_0000L;
  static final long LOW_32 = 0xFFFF_FFFFL;

  private Swar() {}

  /** Mask of the lanes whose top bit is set in {@code x}. */
  static long negative(long x, long tops) {
    long signs = x & tops;
    return (signs << 1) - (signs >>> laneBits(tops) - 1);
  }

  // The lowest top bit is bit 7, 15 or 31.
  private static int laneBits(long tops) {
    return Long.numberOfTrailingZeros(tops) + 1;
  }

  static long add(long a, long b, long tops) {
    return (a & ~tops) + (b & ~tops) ^ (a ^ b) & tops;
  }

  static long subtract(long a, long b, long tops) {
    return (a | tops) - (b & ~tops) ^ (a ^ ~b) & tops;
  }

  static long addUnsignedSaturated(long a, long b, long tops) {
    long sum = add(a, b, tops);
    return sum | negative(a & b | (a | b) & ~sum, tops);
  }

  static long subtractUnsignedSaturated(long a, long b, long tops) {
    return subtract(a, b, tops) & ~below(a, b, tops);
  }

  static long addSaturated(long a, long b, long tops) {
    long sum = add(a, b, tops);
    return saturate(sum, ~(a ^ b) & (a ^ sum), a, tops);
  }

  static long subtractSaturated(long a, long b, long tops) {
    long difference = subtract(a, b, tops);
    return saturate(difference, (a ^ b) & (a ^ difference), a, tops);
  }

  // An overflow goes to the side of the first operand's sign.
  private static long saturate(long result, long overflow, long a, long tops) {
    long limit = ((a & tops) >>> laneBits(tops) - 1) + ~tops;
    return select(negative(overflow, tops), limit, result);
  }

  /** Mask of {@code a < b}, unsigned. */
  static long below(long a, long b, long tops) {
    return negative(~a & b | (~a | b) & subtract(a, b, tops), tops);
  }

  /** Mask of {@code a < b}, signed. */
  static long less(long a, long b, long tops) {
    return below(a ^ tops, b ^ tops, tops);
  }

  /** Mask of {@code a == b}. */
  static long equal(long a, long b, long tops) {
    long x = a ^ b;
    return negative(~((x & ~tops) + ~tops | x), tops);
  }

  /** {@code a} where the mask is set, else {@code b}. */
  static long select(long mask, long a, long b) {
    return a & mask | b & ~mask;
  }

  /** Two's complement of the lanes under the mask. */
  static long negate(long x, long mask, long tops) {
    return subtract(x ^ mask, mask, tops);
  }

  /** {@code (a + b + 1) / 2}, unsigned. */
  static long average(long a, long b, long tops) {
    return (a | b) - ((a ^ b) >>> 1 & ~tops);
  }
}
