package emu.core.softfloat;

/**
 * The environment of floating-point operations: what x87 takes from its control word and SSE from
 * MXCSR, and the exception flags that operations raise. Flag and mask bits are in x86 order (SDM 1,
 * 8.1.3 and 10.2.3).
 *
 * <p>Operations only ever set flags. Where an exception is unmasked, the caller clears {@link
 * #flags} before the operation and looks at them after it: an unmasked {@link #INVALID}, {@link
 * #DENORMAL} or {@link #ZERO_DIVIDE} means that the result must not be written; with an unmasked
 * {@link #OVERFLOW} or {@link #UNDERFLOW} an operation of x87 registers has delivered the result
 * with its exponent wrapped (SDM 1, 8.5.4 and 8.5.5), and every other operation a result that must
 * not be written.
 */
public final class FloatStatus {
  /** Flag IE: an operand or operation without a meaningful result. */
  public static final int INVALID = 1;

  /** Flag DE: a denormal operand. */
  public static final int DENORMAL = 2;

  /** Flag ZE: a finite number divided by zero. */
  public static final int ZERO_DIVIDE = 4;

  /** Flag OE: the rounded result is too large for the format. */
  public static final int OVERFLOW = 8;

  /** Flag UE: the rounded result is too small for a normal number, and (if masked) inexact. */
  public static final int UNDERFLOW = 16;

  /** Flag PE: the result was rounded. */
  public static final int INEXACT = 32;

  /** All six flags. */
  public static final int ALL = 0x3f;

  private static final int BEFORE_COMPUTATION = INVALID | DENORMAL | ZERO_DIVIDE;

  /** Rounding to nearest, ties to even; the rounding modes have the encoding of the RC fields. */
  public static final int NEAREST = 0;

  /** Rounding towards minus infinity. */
  public static final int DOWN = 1;

  /** Rounding towards plus infinity. */
  public static final int UP = 2;

  /** Rounding towards zero. */
  public static final int TO_ZERO = 3;

  /** The rounding mode: {@link #NEAREST}, {@link #DOWN}, {@link #UP} or {@link #TO_ZERO}. */
  public int rounding = NEAREST;

  /** x87 precision control as bits of significand: 24, 53 or 64. */
  public int precision = 64;

  /** MXCSR.FZ: tiny results become zero if underflow is masked. */
  public boolean flushToZero;

  /** MXCSR.DAZ: denormal operands count as zero. */
  public boolean denormalsAreZero;

  /** The masked exceptions, a set of flag bits. */
  public int masks = ALL;

  /** The exceptions raised so far, a set of flag bits. */
  public int flags;

  /**
   * What C1 reports: the last rounding made the magnitude larger. Set or cleared by whatever
   * rounds.
   */
  public boolean roundedUp;

  /**
   * The second operand of the x87 operation was widened from a denormal, which raises DE as an
   * operand.
   */
  public boolean widenedDenormal;

  final WideFloat x = new WideFloat();
  final WideFloat y = new WideFloat();
  final WideFloat z = new WideFloat();

  /** Takes masks, rounding and precision from an x87 control word (SDM 1, 8.1.5). */
  public void setControlWord(int controlWord) {
    masks = controlWord & ALL;
    rounding = (controlWord >> 10) & 3;
    precision =
        switch ((controlWord >> 8) & 3) {
          case 0 -> 24;
          case 2 -> 53;
          default -> 64;
        };
  }

  /** Takes flags, masks, rounding, FZ and DAZ from a value of MXCSR (SDM 1, 10.2.3). */
  public void setMxcsr(int mxcsr) {
    flags = mxcsr & ALL;
    denormalsAreZero = (mxcsr & 0x40) != 0;
    masks = (mxcsr >> 7) & ALL;
    rounding = (mxcsr >> 13) & 3;
    flushToZero = (mxcsr & 0x8000) != 0;
  }

  /** The value of MXCSR that this environment stands for. */
  public int mxcsr() {
    return flags
        | (denormalsAreZero ? 0x40 : 0)
        | masks << 7
        | rounding << 13
        | (flushToZero ? 0x8000 : 0);
  }

  /** Adds to the raised exceptions. */
  public void raise(int exceptions) {
    flags |= exceptions;
  }

  /**
   * Whether an unmasked exception has been raised that ends an operation before it computes
   * anything.
   */
  public boolean stopped() {
    return (flags & ~masks & BEFORE_COMPUTATION) != 0;
  }

  boolean masked(int exception) {
    return (masks & exception) != 0;
  }

  /**
   * Whether the host's own arithmetic will do for normal operands with a normal result: rounding to
   * nearest, and nothing to record when the result is inexact.
   */
  boolean plain() {
    return rounding == NEAREST && (flags & masks & INEXACT) != 0;
  }

  /** Whether truncation of a number in range leaves nothing to record. */
  boolean plainTruncation(int mode) {
    return mode == TO_ZERO && (flags & masks & INEXACT) != 0;
  }
}
