package emu.core.decode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The opcode table: one row for each encoding, read from the text resources beside this class.
 * Their notation is described at the head of {@code one-byte.opcodes}.
 */
public final class OpcodeTable {
  /** What bytes that encode no instruction decode to; raises #UD. */
  public static final OpcodeRow UNDEFINED = special("(bad)", "SystemInstructions.undefined");

  /** What more than 15 bytes decode to; raises #GP(0) (SDM 2A, 2.3.11). */
  public static final OpcodeRow TOO_LONG = special("(long)", "SystemInstructions.tooLong");

  private static final String[] FILES = {
    "one-byte.opcodes", "0f.opcodes", "0f38.opcodes", "0f3a.opcodes", "x87.opcodes"
  };
  private static final List<OpcodeRow> ROWS = load();

  private OpcodeTable() {}

  /** All rows, in the order of the files. A line with three mnemonics makes a row for each. */
  public static List<OpcodeRow> rows() {
    return ROWS;
  }

  /** All CPUID features that rows name, in alphabetical order. */
  public static Set<String> features() {
    Set<String> features = new TreeSet<>();
    for (OpcodeRow row : ROWS) {
      if (!row.feature().isEmpty()) {
        features.add(row.feature());
      }
    }
    return Collections.unmodifiableSet(features);
  }

  private static OpcodeRow special(String mnemonic, String semantics) {
    return new OpcodeRow("", mnemonic, List.of(), Set.of("ends"), "", "", "", "", semantics);
  }

  private static List<OpcodeRow> load() {
    List<OpcodeRow> rows = new ArrayList<>(1200);
    for (String file : FILES) {
      String text = read(file);
      int start = 0;
      for (int line = 1; start < text.length(); line++) {
        int end = text.indexOf('\n', start);
        if (end > start && text.charAt(start) != '#') {
          try {
            OpcodeLine.parse(text.substring(start, end), rows);
          } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + ":" + line + ": " + e.getMessage(), e);
          }
        }
        start = end + 1;
      }
    }
    return Collections.unmodifiableList(rows);
  }

  private static String read(String file) {
    try (InputStream in = OpcodeTable.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
