package emu.cli.gdb;

import java.util.Map;

/**
 * The x87 registers as gdb has them, by their place on the stack, out of those of the machine,
 * which are numbered physically (SDM 1, 8.1.2).
 */
final class X87Stack {
  private static final int TOP_SHIFT = 11;

  private X87Stack() {}

  /** Adds {@code st0} to {@code st7} and the tag word. */
  static void addTo(Map<String, Long> values) {
    for (int i = 0; i < 8; i++) {
      for (String part : new String[] {" mantissa", " exponent"}) {
        values.put("st" + i + part, values.get(physical(i, values) + part));
      }
    }
    values.put("ftw", tagWord(values));
  }

  /** The machine's name for a name that {@link #addTo} added; others are the machine's already. */
  static String machineName(String name, Map<String, Long> values) {
    return name.startsWith("st") && name.length() > 3 && Character.isDigit(name.charAt(2))
        ? physical(name.charAt(2) - '0', values) + name.substring(3)
        : name;
  }

  private static String physical(int place, Map<String, Long> values) {
    return "fpr" + (place + (values.get("fsw") >> TOP_SHIFT) & 7);
  }

  /** SDM 1, 8.1.7: 0 valid, 1 zero, 2 special, 3 empty. */
  private static long tagWord(Map<String, Long> values) {
    long tags = 0;
    for (int i = 7; i >= 0; i--) {
      tags = tags << 2 | tag(i, values);
    }
    return tags;
  }

  private static int tag(int number, Map<String, Long> values) {
    if ((values.get("fpr empty") >> number & 1) != 0) {
      return 3;
    }
    long mantissa = values.get("fpr" + number + " mantissa");
    long exponent = values.get("fpr" + number + " exponent") & 0x7FFF;
    if (exponent == 0 && mantissa == 0) {
      return 1;
    }
    return exponent == 0 || exponent == 0x7FFF || mantissa >= 0 ? 2 : 0;
  }
}
