package emu.core.insn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.decode.OpcodeRow;
import emu.core.decode.OpcodeTable;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SemanticsTest {
  @Test
  void everyRowBinds() {
    Set<String> missing = new TreeSet<>();
    for (OpcodeRow row : OpcodeTable.rows()) {
      String name = row.semantics();
      try {
        Semantics.of(name);
      } catch (IllegalStateException e) {
        missing.add(name);
      }
    }
    assertEquals(Set.of(), missing);
  }
}
