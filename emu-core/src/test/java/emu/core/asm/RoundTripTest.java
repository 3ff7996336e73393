package emu.core.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.decode.CodeMode;
import emu.core.decode.Decoder;
import emu.core.decode.Disassembler;
import emu.core.decode.Insn;
import emu.core.decode.OpcodeTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the disassembler writes, the assembler reads; and the bytes mean the same again. */
class RoundTripTest {
  private static final long ADDRESS = 0x1000;

  private final Decoder decoder = new Decoder(OpcodeTable.features());

  @Test
  void disassembledRows() throws IOException {
    String[] lines;
    try (InputStream in = Decoder.class.getResourceAsStream("objdump.txt")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
    }
    int tried = 0;
    List<String> failures = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.substring(0, line.indexOf(" | ")).split(" ");
      CodeMode mode = CodeMode.valueOf("CODE_" + parts[0]);
      byte[] code = HexFormat.of().parseHex(parts[2]);
      Insn insn = decoder.decode(code, 0, code.length, mode);
      String text = Disassembler.format(insn, ADDRESS);
      if (isWritable(insn, text)) {
        tried++;
        String again = again(text, mode);
        if (!again.equals(text)) {
          failures.add(line + " became " + again);
        }
      }
    }
    assertEquals(List.of(), failures);
    assertTrue(tried > 2000, "tried " + tried);
  }

  private String again(String text, CodeMode mode) {
    byte[] code;
    try {
      code = Assembler.assemble("bits " + mode.bits() + "\norg 0x1000\n" + text).code();
    } catch (AssemblyException e) {
      return e.getMessage();
    }
    return Disassembler.format(decoder.decode(code, 0, code.length, mode), ADDRESS);
  }

  /**
   * Not all that the disassembler writes says everything, or is assembler: far pointers and
   * branches that cut RIP do not tell their size, string instructions show their operands, an
   * address relative to RIP is written as a distance. And an index register alone may become a
   * base.
   */
  private static boolean isWritable(Insn insn, String text) {
    boolean far = text.contains(":0x") && !insn.operands().isEmpty() && !insn.row().is("wo");
    boolean farMemory = insn.row().is("ends") && insn.row().operands().contains("Mp");
    boolean relative = insn.base() == Insn.RIP;
    boolean branch = insn.row().is("ends") && insn.operandSize() != insn.mode().bits();
    boolean stack = insn.row().mnemonic().matches("(PUSH|POP)[AF]");
    boolean string = insn.row().semantics().matches("Strings.*|InputOutput.(in|out)s");
    boolean indexAlone = insn.base() == Insn.NONE && insn.index() != Insn.NONE;
    boolean same = text.endsWith(" st(0),st") || text.endsWith(" st,st(0)"); // either row will do
    boolean aliased = insn.row().is("alias");
    return !(far
        || farMemory
        || relative
        || branch
        || stack
        || string
        || indexAlone
        || same
        || aliased);
  }
}
