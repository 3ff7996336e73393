package emu.core.softfloat;

import static emu.core.softfloat.FloatStatus.TO_ZERO;

import java.util.Locale;

/**
 * One line of the vectors made by src/test/native/softfloat/vectors.c, and what this package
 * answers to it.
 */
final class NativeVector {
  private static final int C0 = 0x100;
  private static final int C1 = 0x200;
  private static final int C2 = 0x400;
  private static final int C3 = 0x4000;

  private final String line;
  private final String[] fields;
  private final FloatStatus s = new FloatStatus();
  private final F80 result = new F80();
  private final F80 second = new F80();
  private int conditions;

  NativeVector(String line) {
    this.line = line;
    fields = line.split(" ");
  }

  String operation() {
    return fields[0];
  }

  /** The line that this package would have produced. */
  String answer() {
    int control = Integer.parseInt(fields[1], 16);
    String results = operation().startsWith("f") ? x87(control) : sse(control);
    return String.join(" ", fields[0], fields[1], fields[2], fields[3], results);
  }

  private String x87(int control) {
    s.setControlWord(control);
    String results = results();
    // C0, C2 and C3 are judged only where they mean something.
    int flags = s.flags | conditions | (s.roundedUp ? C1 : 0);
    return results + " " + Integer.toHexString(flags);
  }

  private String results() {
    F80 b = fields[3].length() == 20 ? f80(fields[3]) : null;
    if (fields[2].length() == 20) {
      F80 a = f80(fields[2]);
      return switch (operation()) {
        case "fst32" -> Integer.toHexString(F80Conversions.toF32(s, a)) + " 0";
        case "fst64" -> Long.toHexString(F80Conversions.toF64(s, a)) + " 0";
        case "fist16", "fist32", "fist64" -> integer(a, s.rounding);
        case "fisttp16", "fisttp32", "fisttp64" -> integer(a, TO_ZERO);
        case "fbstp" -> {
          F80Decimal.store(s, a, result);
          yield f80(result) + " 0";
        }
        case "fbld" -> {
          F80Decimal.load(s, a.signExponent, a.significand, result);
          yield f80(result) + " 0";
        }
        default -> registers(a, b);
      };
    }
    long bits = Long.parseUnsignedLong(fields[2], 16);
    switch (operation()) {
      case "fld32" -> F80Conversions.fromF32(s, (int) bits, result);
      case "fld64" -> F80Conversions.fromF64(s, bits, result);
      default -> F80Conversions.fromLong(s, bits, result);
    }
    return f80(result) + " 0";
  }

  private String integer(F80 a, int mode) {
    int bits = Integer.parseInt(operation().substring(operation().length() - 2));
    return Long.toHexString(F80Conversions.toInteger(s, a, bits, mode)) + " 0";
  }

  private String registers(F80 a, F80 b) {
    result.set(a);
    second.set(b);
    boolean pair = false;
    switch (operation()) {
      case "fadd" -> F80Arithmetic.add(s, a, b, result);
      case "fsub" -> F80Arithmetic.subtract(s, a, b, result);
      case "fmul" -> F80Arithmetic.multiply(s, a, b, result);
      case "fdiv" -> F80Arithmetic.divide(s, a, b, result);
      case "fsqrt" -> F80Arithmetic.squareRoot(s, a, result);
      case "frndint" -> F80Arithmetic.roundToIntegral(s, a, result);
      case "fscale" -> F80Remainder.scale(s, a, b, result);
      case "fprem" -> quotient(F80Remainder.truncating(s, a, b, result));
      case "fprem1" -> quotient(F80Remainder.nearest(s, a, b, result));
      case "fcom" -> relation(F80Arithmetic.compare(s, a, b, true));
      case "fucom" -> relation(F80Arithmetic.compare(s, a, b, false));
      case "fxtract" -> {
        pair = true;
        second.set(a);
        F80Remainder.extract(s, a, second, result);
      }
      default -> {
        pair = true;
        transcendental(a, b);
      }
    }
    if (s.stopped()) {
      result.set(a);
      second.set(b);
    }
    return f80(result) + " " + (pair ? f80(second) : "0");
  }

  private void transcendental(F80 a, F80 b) {
    switch (operation()) {
      case "f2xm1" -> F80Logarithm.powerMinusOne(s, a, result);
      case "fsin" -> reduced(F80Trigonometry.sine(s, a, result));
      case "fcos" -> reduced(F80Trigonometry.cosine(s, a, result));
      case "fptan" -> {
        boolean complete = F80Trigonometry.tangent(s, a, second);
        reduced(complete);
        if (!complete) {
          second.set(b);
        } else if (second.exponent() == F80.EXPONENT) {
          result.set(second);
        } else {
          result.set(F80.BIAS, F80.INTEGER);
        }
      }
      case "fsincos" -> {
        boolean complete = F80Trigonometry.cosine(s, a, result);
        reduced(complete);
        if (complete) {
          F80Trigonometry.sine(s, a, second);
        }
      }
      case "fyl2x" -> {
        second.setIndefinite();
        F80Logarithm.yLog2(s, b, a, result);
      }
      case "fyl2xp1" -> {
        second.setIndefinite();
        F80Logarithm.yLog2OfPlusOne(s, b, a, result);
      }
      case "fpatan" -> {
        second.setIndefinite();
        F80Arctangent.arctangent(s, b, a, result);
      }
      default -> throw new IllegalArgumentException(line);
    }
  }

  private void reduced(boolean complete) {
    conditions = complete ? 0 : C2;
  }

  private void quotient(int q) {
    s.roundedUp = false;
    if (q == F80Remainder.INCOMPLETE) {
      conditions = C2;
    } else if (q != F80Remainder.NONE) {
      conditions = ((q & 4) != 0 ? C0 : 0) | ((q & 2) != 0 ? C3 : 0) | ((q & 1) != 0 ? C1 : 0);
    }
  }

  private void relation(int relation) {
    conditions =
        switch (relation) {
          case Relation.LESS -> C0;
          case Relation.EQUAL -> C3;
          case Relation.GREATER -> 0;
          default -> C0 | C2 | C3;
        };
  }

  private String sse(int mxcsr) {
    s.setMxcsr(mxcsr);
    String op = operation();
    long a = Long.parseUnsignedLong(fields[2], 16);
    long b = Long.parseUnsignedLong(fields[3], 16);
    long r =
        op.startsWith("cvt")
            ? convert(op, a)
            : op.contains("sd") ? f64(op, a, b) : f32(op, (int) a, (int) b) & 0xffffffffL;
    return Long.toHexString(r) + " 0 " + Integer.toHexString(s.flags);
  }

  private long convert(String op, long a) {
    return switch (op.toLowerCase(Locale.ROOT)) {
      case "cvtss2sd" -> F32.toF64(s, (int) a);
      case "cvtsd2ss" -> F64.toF32(s, a) & 0xffffffffL;
      case "cvtss2si" -> F32.toInt(s, (int) a, s.rounding);
      case "cvtss2siq" -> F32.toLong(s, (int) a, s.rounding);
      case "cvtsd2si" -> F64.toInt(s, a, s.rounding);
      case "cvtsd2siq" -> F64.toLong(s, a, s.rounding);
      case "cvttss2si" -> F32.toInt(s, (int) a, TO_ZERO);
      case "cvttsd2siq" -> F64.toLong(s, a, TO_ZERO);
      case "cvtsi2ss", "cvtsi2ssq" -> F32.fromLong(s, a) & 0xffffffffL;
      case "cvtsi2sd", "cvtsi2sdq" -> F64.fromLong(s, a);
      default -> throw new IllegalArgumentException(line);
    };
  }

  private int f32(String op, int a, int b) {
    return switch (op) {
      case "addss" -> F32.add(s, a, b);
      case "subss" -> F32.subtract(s, a, b);
      case "mulss" -> F32.multiply(s, a, b);
      case "divss" -> F32.divide(s, a, b);
      case "minss" -> F32.min(s, a, b);
      case "maxss" -> F32.max(s, a, b);
      case "sqrtss" -> F32.squareRoot(s, a);
      case "roundss0", "roundss1", "roundss2" ->
          F32.roundToIntegral(s, a, op.charAt(7) - '0', false);
      case "roundss11" -> F32.roundToIntegral(s, a, TO_ZERO, true);
      case "comiss" -> flags(F32.compare(s, a, b, true));
      case "ucomiss" -> flags(F32.compare(s, a, b, false));
      default -> throw new IllegalArgumentException(line);
    };
  }

  private long f64(String op, long a, long b) {
    return switch (op) {
      case "addsd" -> F64.add(s, a, b);
      case "subsd" -> F64.subtract(s, a, b);
      case "mulsd" -> F64.multiply(s, a, b);
      case "divsd" -> F64.divide(s, a, b);
      case "minsd" -> F64.min(s, a, b);
      case "maxsd" -> F64.max(s, a, b);
      case "sqrtsd" -> F64.squareRoot(s, a);
      case "roundsd0", "roundsd1", "roundsd2" ->
          F64.roundToIntegral(s, a, op.charAt(7) - '0', false);
      case "roundsd11" -> F64.roundToIntegral(s, a, TO_ZERO, true);
      case "comisd" -> flags(F64.compare(s, a, b, true));
      case "ucomisd" -> flags(F64.compare(s, a, b, false));
      default -> throw new IllegalArgumentException(line);
    };
  }

  private static int flags(int relation) {
    return switch (relation) {
      case Relation.LESS -> 1;
      case Relation.EQUAL -> 0x40;
      case Relation.GREATER -> 0;
      default -> 0x45;
    };
  }

  private static F80 f80(String text) {
    return new F80(
        Integer.parseInt(text.substring(0, 4), 16), Long.parseUnsignedLong(text.substring(4), 16));
  }

  private static String f80(F80 a) {
    return String.format(Locale.ROOT, "%04x%016x", a.signExponent, a.significand);
  }
}
