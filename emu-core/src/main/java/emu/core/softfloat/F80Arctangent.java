package emu.core.softfloat;

/** FPATAN. The result is correctly rounded, but for cases that 120 bits cannot decide. */
public final class F80Arctangent {
  private static final WideFloat[] SERIES = Series.odd(true, 18);
  private static final WideFloat PI =
      new WideFloat(1, 0xc90f_daa2_2168_c234L, 0xc4c6_628b_80dc_1cd1L);
  private static final WideFloat HALF_PI =
      new WideFloat(0, 0xc90f_daa2_2168_c234L, 0xc4c6_628b_80dc_1cd1L);
  private static final WideFloat QUARTER_PI =
      new WideFloat(-1, 0xc90f_daa2_2168_c234L, 0xc4c6_628b_80dc_1cd1L);
  private static final WideFloat THREE_QUARTERS_PI =
      new WideFloat(1, 0x96cb_e3f9_990e_91a7L, 0x9394_c9e8_a0a5_159dL);

  /** The arctangents of 0/8 to 8/8. */
  private static final WideFloat[] EIGHTHS = {
    new WideFloat(),
    new WideFloat(-4, 0xfead_d4d5_617b_6e32L, 0xc897_989f_3e88_8ef8L),
    new WideFloat(-3, 0xfadb_afc9_6406_eb15L, 0x6dc7_9ef5_f7a2_17e6L),
    new WideFloat(-2, 0xb7b0_ca0f_26f7_8473L, 0x8aa3_2122_dcfe_4483L),
    new WideFloat(-2, 0xed63_382b_0dda_7b45L, 0x6fe4_45ec_bc3a_8d03L),
    new WideFloat(-1, 0x8f00_5d5e_f7f5_9f9bL, 0x5c83_5e16_65c4_3748L),
    new WideFloat(-1, 0xa4bc_7d19_34f7_0924L, 0x19a8_7f2a_457d_ac9fL),
    new WideFloat(-1, 0xb805_3e2b_c231_9e73L, 0xcb2d_a552_10a4_443dL),
    QUARTER_PI
  };

  private F80Arctangent() {}

  /** r = the angle of the point (x, y), from -pi to pi (SDM 2A, FPATAN, table 3-30). */
  public static void arctangent(FloatStatus s, F80 y, F80 x, F80 r) {
    if (F80Rounding.special(s, y, x, r)) {
      return;
    }
    F80Rounding.noteDenormal(s, y);
    F80Rounding.noteDenormal(s, x);
    boolean negative = y.isNegative();
    if (!x.isNegative() && (y.isZero() || (x.isInfinite() && !y.isInfinite()))) {
      r.setZero(negative);
      return;
    }
    WideFloat angle = angle(y, x);
    angle.negative = negative;
    angle.lo |= 1;
    F80Rounding.pack(s, angle, 64, r);
  }

  /** The angle of (x, |y|), which is not zero. */
  private static WideFloat angle(F80 y, F80 x) {
    WideFloat result = new WideFloat();
    if (y.isInfinite()) {
      return result.set(
          !x.isInfinite() ? HALF_PI : x.isNegative() ? THREE_QUARTERS_PI : QUARTER_PI);
    }
    if (y.isZero() || x.isInfinite()) {
      return result.set(PI);
    }
    if (x.isZero()) {
      return result.set(HALF_PI);
    }
    WideFloat height = y.unpack(new WideFloat());
    WideFloat width = x.unpack(new WideFloat());
    height.negative = false;
    width.negative = false;
    if (WideFloat.compareMagnitude(height, width) <= 0) {
      firstOctant(height, width, result);
      return x.isNegative() ? result.subtract(PI, result) : result;
    }
    firstOctant(width, height, result);
    return x.isNegative() ? result.add(HALF_PI, result) : result.subtract(HALF_PI, result);
  }

  /** r = the arctangent of y / x, for positive y up to x. */
  private static void firstOctant(WideFloat y, WideFloat x, WideFloat r) {
    WideFloat ratio = new WideFloat().divide(y, x);
    if (ratio.exponent < -4) {
      r.set(Series.oddSum(ratio, SERIES));
      return;
    }
    // atan(t) = atan(c) + atan((t - c) / (1 + t c)) with c the nearest eighth: (y - c x) / (x + c
    // y) is exact.
    int eighths = (int) Math.rint((ratio.hi >>> 1) * Math.scalb(1.0, ratio.exponent + 3 - 62));
    WideFloat c = Series.integer(eighths);
    c.exponent -= 3;
    WideFloat numerator = new WideFloat();
    numerator.subtract(y, numerator.multiply(c, x));
    WideFloat denominator = new WideFloat();
    denominator.add(x, denominator.multiply(c, y));
    if (numerator.isZero()) {
      r.set(EIGHTHS[eighths]);
      return;
    }
    WideFloat rest = new WideFloat().divideLong(numerator, denominator);
    r.add(EIGHTHS[eighths], Series.oddSum(rest, SERIES));
  }
}
