package emu.core.decode;

import java.util.List;

/** The opcode column of a row, taken apart. */
final class Encoding {
  /** What the row asks of the prefixes 66, F3 and F2. */
  enum Prefix {
    NP,
    P66,
    F3,
    F2,
    /** Neither F3 nor F2. */
    NFX,
    ANY;

    /** Whether one of 66, F3 and F2 belongs to the opcode. */
    boolean mandatory() {
      return this == P66 || this == F3 || this == F2;
    }
  }

  final Prefix prefix;

  /** 0: one byte; 1: 0F; 2: 0F 38; 3: 0F 3A. */
  final int map;

  final int opcode;

  /** The low three bits of {@link #opcode} name a register. */
  final boolean plusR;

  /** ModRM.reg, or -1. */
  final int digit;

  /** First ModRM byte, or -1. */
  final int modRm;

  /** Number of ModRM bytes from {@link #modRm}: 1 or 8. */
  final int modRms;

  private Encoding(
      Prefix prefix, int map, int opcode, boolean plusR, int digit, int modRm, int modRms) {
    this.prefix = prefix;
    this.map = map;
    this.opcode = opcode;
    this.plusR = plusR;
    this.digit = digit;
    this.modRm = modRm;
    this.modRms = modRms;
  }

  static Encoding of(String text) {
    List<String> words = OpcodeLine.split(text, ' ');
    int i = 0;
    Prefix prefix =
        switch (words.get(0)) {
          case "NP" -> Prefix.NP;
          case "66" -> words.size() > 1 ? Prefix.P66 : Prefix.ANY;
          case "F3" -> words.size() > 1 ? Prefix.F3 : Prefix.ANY;
          case "F2" -> words.size() > 1 ? Prefix.F2 : Prefix.ANY;
          case "NFx" -> Prefix.NFX;
          default -> Prefix.ANY;
        };
    if (prefix != Prefix.ANY) {
      i++;
    }
    int map = 0;
    if (words.get(i).equals("0F")) {
      i++;
      map = 1;
      if (words.size() > i + 1 && words.get(i).equals("38")) {
        i++;
        map = 2;
      } else if (words.size() > i + 1 && words.get(i).equals("3A")) {
        i++;
        map = 3;
      }
    }
    String opcode = words.get(i++);
    boolean plusR = opcode.endsWith("+r");
    int digit = -1;
    int modRm = -1;
    int modRms = 1;
    if (i < words.size()) {
      String last = words.get(i);
      if (last.startsWith("/")) {
        digit = last.charAt(1) - '0';
      } else {
        modRm = hex(last);
        modRms = last.endsWith("+i") ? 8 : 1;
      }
    }
    return new Encoding(prefix, map, hex(opcode), plusR, digit, modRm, modRms);
  }

  private static int hex(String word) {
    return Integer.parseInt(word, 0, 2, 16);
  }

  /** How much the row says: the row that says more wins where two fit. */
  int weight() {
    int weight = modRm >= 0 ? 2 : digit >= 0 ? 1 : 0;
    weight += plusR ? 0 : 3;
    return weight + (prefix == Prefix.ANY ? 0 : prefix == Prefix.NFX ? 6 : 12);
  }

  /** Whether it fits the prefixes: 0 none, 1 66, 2 F3, 3 F2. */
  boolean fits(int prefixes) {
    return switch (prefix) {
      case NP -> prefixes == 0;
      case P66 -> prefixes == 1;
      case F3 -> prefixes == 2;
      case F2 -> prefixes == 3;
      case NFX -> prefixes < 2;
      case ANY -> true;
    };
  }
}
