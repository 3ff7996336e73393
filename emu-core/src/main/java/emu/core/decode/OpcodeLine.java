package emu.core.decode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a line of the opcode table. */
final class OpcodeLine {
  private static final String[] SIZES = {"os16", "os32", "os64"};

  private OpcodeLine() {}

  /**
   * Adds the rows of {@code line} to {@code rows}; {@link IllegalArgumentException} if it is
   * malformed.
   */
  static void parse(String line, List<OpcodeRow> rows) {
    List<String> columns = split(line, '|');
    if (columns.size() != 6) {
      throw new IllegalArgumentException("6 columns expected, " + columns.size() + " found");
    }
    List<String> mnemonics = split(columns.get(1), '/');
    List<String> operands = List.copyOf(split(columns.get(2), ','));
    String semantics = columns.get(5);
    List<String> words = split(columns.get(3), ' ');
    String[] flags = flags(columns.get(4));
    for (int i = 0; i < mnemonics.size(); i++) {
      if (mnemonics.get(i).equals("-")) {
        continue;
      }
      Set<String> attributes = new HashSet<>();
      String feature = "";
      for (String word : words) {
        if (word.startsWith("cpuid:")) {
          feature = word.substring(6);
        } else {
          attributes.add(word);
        }
      }
      if (mnemonics.size() > 1) {
        attributes.add(SIZES[i]);
      }
      addImplied(attributes, operands, semantics);
      rows.add(
          new OpcodeRow(
              columns.get(0),
              mnemonics.get(i),
              operands,
              Set.copyOf(attributes),
              feature,
              flags[0],
              flags[1],
              flags[2],
              semantics));
    }
  }

  private static void addImplied(Set<String> attributes, List<String> operands, String semantics) {
    if (semantics.startsWith("X87")) {
      attributes.add("x87");
    }
    for (String operand : operands) {
      switch (operand.charAt(0)) {
        case 'P', 'Q', 'N' -> attributes.add("mmx");
        case 'V', 'W', 'U' -> attributes.add("sse");
        default -> {}
      }
      switch (operand.charAt(0)) {
        case 'M' -> attributes.add("mem");
        case 'U', 'N' -> attributes.add("reg");
        case 'R' -> {
          if (operand.indexOf('/') < 0 && !operand.equals("Rn")) {
            attributes.add("reg");
          }
        }
        default -> {}
      }
      if ((operand.equals("Wdq") || operand.equals("Mdq")) && !attributes.contains("unaligned")) {
        attributes.add("align");
      }
    }
  }

  private static String[] flags(String column) {
    String[] flags = {"", "", ""};
    for (String word : split(column, ' ')) {
      int kind = "rwu".indexOf(word.charAt(0));
      if (kind < 0 || word.length() < 3 || word.charAt(1) != ':') {
        throw new IllegalArgumentException("unknown flags " + word);
      }
      flags[kind] = word.substring(2);
    }
    return flags;
  }

  /**
   * The parts of {@code text}, without blanks around them; a blank as separator gives no empty
   * parts.
   */
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    if (text.isEmpty()) {
      return parts;
    }
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf(separator, start);
      if (end < 0) {
        end = text.length();
      }
      String part = text.substring(start, end).strip();
      if (separator != ' ' || !part.isEmpty()) {
        parts.add(part);
      }
      start = end + 1;
    }
    return parts;
  }
}
