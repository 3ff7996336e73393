package emu.core.decode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes {@code docs/instructions.md}, the table of supported instructions, from the opcode table.
 */
final class InstructionsDocument {
  private InstructionsDocument() {}

  /** The whole document. */
  static String text() {
    Map<String, Map<String, List<OpcodeRow>>> byFeature = new TreeMap<>();
    for (OpcodeRow row : OpcodeTable.rows()) {
      byFeature
          .computeIfAbsent(row.feature(), feature -> new LinkedHashMap<>())
          .computeIfAbsent(row.mnemonic(), mnemonic -> new ArrayList<>())
          .add(row);
    }
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Supported instructions

        Generated from the opcode table (`emu-core/src/main/resources/emu/core/decode/*.opcodes`, where the notation is
        explained). After a change of the table, write it anew with

            mvn -pl emu-core test -Dtest=InstructionsDocumentTest -Demu.update=true

        Opcodes and operand codes are those of the Intel SDM, volume 2. Under *Flags*, letters are flags given a defined value;
        those in parentheses are left undefined. An instruction whose feature CPUID does not announce raises #UD.
        """);
    text.append("\nThere are ").append(OpcodeTable.rows().size()).append(" encodings.\n");
    byFeature.forEach((feature, mnemonics) -> append(text, feature, mnemonics));
    return text.toString();
  }

  private static void append(
      StringBuilder text, String feature, Map<String, List<OpcodeRow>> mnemonics) {
    text.append("\n## ").append(feature.isEmpty() ? "Always there" : "CPUID feature " + feature);
    text.append("\n\n| Instruction | Encodings | Flags |\n|---|---|---|\n");
    mnemonics.forEach((mnemonic, rows) -> {
      List<String> encodings = new ArrayList<>();
      for (OpcodeRow row : rows) {
        encodings.add(encoding(row));
      }
      text.append("| ").append(mnemonic).append(" | ");
      text.append(String.join("; ", encodings)).append(" | ");
      text.append(flags(rows)).append(" |\n");
    });
  }

  private static String encoding(OpcodeRow row) {
    StringBuilder text = new StringBuilder("`").append(row.encoding());
    List<String> written =
        row.operands().stream().filter(operand -> !operand.startsWith("(")).toList();
    if (!written.isEmpty()) {
      text.append(' ').append(String.join(", ", written));
    }
    text.append('`');
    if (row.is("i64")) {
      text.append(" (not in 64-bit mode)");
    }
    if (row.is("o64")) {
      text.append(" (64-bit mode)");
    }
    return text.toString();
  }

  private static String flags(List<OpcodeRow> rows) {
    String written = "";
    String undefined = "";
    for (OpcodeRow row : rows) {
      written = union(written, row.flagsWritten());
      undefined = union(undefined, row.flagsUndefined());
    }
    return (written + (undefined.isEmpty() ? "" : " (" + undefined + ")")).strip();
  }

  private static String union(String some, String others) {
    StringBuilder all = new StringBuilder(some);
    for (int i = 0; i < others.length(); i++) {
      if (some.indexOf(others.charAt(i)) < 0) {
        all.append(others.charAt(i));
      }
    }
    return all.toString();
  }
}
