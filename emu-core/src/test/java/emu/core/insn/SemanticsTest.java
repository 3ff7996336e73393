package emu.core.insn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.decode.OpcodeRow;
import emu.core.decode.OpcodeTable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SemanticsTest {
  // Grows with the semantics, until every class of the table is in it.
  private static final List<String> CLASSES =
      List.of(
          "SimdMove",
          "SimdInteger",
          "SimdShuffle",
          "SimdShift",
          "SimdString",
          "Crypto",
          "SimdExtend");

  @Test
  void everyRowBinds() {
    Set<String> missing = new TreeSet<>();
    for (OpcodeRow row : OpcodeTable.rows()) {
      String name = row.semantics();
      if (CLASSES.contains(name.substring(0, name.indexOf('.')))) {
        try {
          Semantics.of(name);
        } catch (IllegalStateException e) {
          missing.add(name);
        }
      }
    }
    assertEquals(Set.of(), missing);
  }
}
