package emu.core.decode;

import java.util.List;

/**
 * The opcode column of a row, taken apart.
 *
 * @param prefix what it asks of the prefixes 66, F3 and F2
 * @param map 0: one byte; 1: 0F; 2: 0F 38; 3: 0F 3A
 * @param opcode the byte after that
 * @param plusR the low three bits of {@code opcode} name a register
 * @param digit ModRM.reg, or -1
 * @param modRm first ModRM byte, or -1
 * @param modRms number of ModRM bytes from {@code modRm}: 1 or 8
 */
public record Encoding(
    Prefix prefix, int map, int opcode, boolean plusR, int digit, int modRm, int modRms) {

  /** What a row asks of the prefixes 66, F3 and F2. */
  public enum Prefix {
    /** None of the three. */
    NP,
    /** 66. */
    P66,
    /** F3. */
    F3,
    /** F2. */
    F2,
    /** Neither F3 nor F2. */
    NFX,
    /** Nothing. */
    ANY;

    /** Whether one of 66, F3 and F2 belongs to the opcode. */
    public boolean mandatory() {
      return this == P66 || this == F3 || this == F2;
    }
  }

  /** Reads the opcode column. */
  public static Encoding of(String text) {
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
