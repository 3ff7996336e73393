package emu.core.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpcodeTableTest {
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "lock",
          "i64",
          "o64",
          "d64",
          "f64",
          "os16",
          "os32",
          "os64",
          "as16",
          "as32",
          "as64",
          "wo",
          "ro",
          "ends",
          "cpl0",
          "rep",
          "repz",
          "mem",
          "reg",
          "align",
          "unaligned",
          "x87",
          "mmx",
          "sse",
          "nowait",
          "alias");

  @Test
  void rowsAreWellFormed() {
    for (OpcodeRow row : OpcodeTable.rows()) {
      Encoding encoding = Encoding.of(row.encoding());
      assertTrue(encoding.opcode() >= 0 && encoding.opcode() < 256, row::toString);
      assertTrue(row.mnemonic().matches("[A-Z0-9]+"), row::toString);
      assertTrue(row.operands().size() <= 3, row::toString);
      row.operands().forEach(OperandCode::of);
      for (String word : row.attributes()) {
        assertTrue(ATTRIBUTES.contains(word) || word.matches("cc:\\d+"), word);
      }
      String flags = row.flagsRead() + row.flagsWritten() + row.flagsUndefined();
      assertTrue(flags.matches("[OSZAPCDI]*"), row::toString);
      assertTrue(row.semantics().matches("[A-Z][A-Za-z0-9]*\\.[a-z][A-Za-z0-9]*"), row::toString);
    }
  }

  @Test
  void everyRowIsReachedInSomeMode() {
    Decoder decoder = new Decoder(OpcodeTable.features());
    Random random = new Random(1);
    for (OpcodeRow row : OpcodeTable.rows()) {
      byte[] sample = null;
      for (CodeMode mode : CodeMode.values()) {
        if (sample == null) {
          sample = ObjdumpSample.sample(row, mode, decoder, random);
        }
      }
      assertNotNull(sample, row.encoding() + " " + row.mnemonic());
    }
  }

  @Test
  void rowsThatSayTheSameCollide() {
    List<OpcodeRow> rows = new ArrayList<>();
    OpcodeLine.parse("NP 0F 10 | MOVUPS | Vdq, Wdq | | | SimdMove.mov", rows);
    OpcodeLine.parse("NP 0F 10 | OTHER | Vdq, Wdq | | | SimdMove.mov", rows);
    List<Form> forms = rows.stream().map(Form::new).toList();
    assertThrows(IllegalStateException.class, () -> new OpcodeMap(forms, true));
  }

  @Test
  void threeMnemonicsAreForThreeOperandSizes() {
    List<OpcodeRow> rows = new ArrayList<>();
    OpcodeLine.parse("60 | PUSHA/PUSHAD/- | | i64 | | DataTransfer.pusha", rows);
    assertEquals(List.of("PUSHA", "PUSHAD"), rows.stream().map(OpcodeRow::mnemonic).toList());
    assertTrue(rows.get(0).is("os16") && rows.get(1).is("os32"));
  }

  @Test
  void malformedLinesAreErrors() {
    List<OpcodeRow> rows = new ArrayList<>();
    assertThrows(
        IllegalArgumentException.class, () -> OpcodeLine.parse("90 | NOP | | | Class.m", rows));
    assertThrows(
        IllegalArgumentException.class,
        () -> OpcodeLine.parse("90 | NOP | | | x:C | Class.m", rows));
    assertThrows(IllegalArgumentException.class, () -> OperandCode.of("Kv"));
  }

  @Test
  void flagsOfSomeInstructions() {
    for (OpcodeRow row : OpcodeTable.rows()) {
      switch (row.mnemonic()) {
        case "INC", "DEC" -> assertEquals("OSZAP", row.flagsWritten());
        case "ADC", "SBB" -> assertEquals("C", row.flagsRead());
        case "JBE", "SETBE", "CMOVBE" -> assertEquals("CZ", row.flagsRead());
        case "NOT", "LEA" -> assertEquals("", row.flagsWritten() + row.flagsUndefined());
        case "MOV" -> assertEquals("", row.flagsWritten());
        default -> {}
      }
    }
  }

  @Test
  void conditionsAreThoseOfTheOpcode() {
    for (OpcodeRow row : OpcodeTable.rows()) {
      if (row.condition() >= 0 && !row.is("x87")) {
        assertEquals(Encoding.of(row.encoding()).opcode() & 15, row.condition(), row::toString);
      }
    }
  }
}
