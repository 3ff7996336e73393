package emu.core.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DisassemblerTest {
  private final Decoder decoder = new Decoder(OpcodeTable.features());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "48 8b 44 8b f0 | mov rax,QWORD PTR [rbx+rcx*4-0x10]",
        "f0 01 10 | lock add DWORD PTR [rax],edx",
        "f3 48 ab | rep stos QWORD PTR es:[rdi],rax",
        "f3 a6 | repz cmps BYTE PTR ds:[rsi],BYTE PTR es:[rdi]",
        "48 8d 05 10 00 00 00 | lea rax,[rip+0x10]",
        "64 48 8b 04 25 28 00 00 00 | mov rax,QWORD PTR fs:0x28",
        "48 83 c0 80 | add rax,0xffffffffffffff80",
        "eb fe | jmp 0x1000",
        "0f 20 d8 | mov rax,cr3",
        "d9 c1 | fld st(1)",
        "d8 c1 | fadd st,st(1)",
        "66 0f 70 c1 1b | pshufd xmm0,xmm1,0x1b",
        "48 98 | cdqe",
        "0f 0e | (bad)",
      })
  void text(String hex, String expected) {
    byte[] code = HexFormat.ofDelimiter(" ").parseHex(hex);
    Insn insn = decoder.decode(code, 0, code.length, CodeMode.CODE_64);
    assertEquals(expected, Disassembler.format(insn, 0x1000));
  }

  /**
   * What objdump says of each row in each mode, kept in a file that {@link ObjdumpSample} makes.
   */
  @Test
  void agreesWithWhatObjdumpSaid() throws IOException {
    String[] lines;
    try (InputStream in = DisassemblerTest.class.getResourceAsStream("objdump.txt")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
    }
    assertTrue(lines.length > 2500);
    for (String line : lines) {
      String[] parts = line.substring(0, line.indexOf(" | ")).split(" ");
      CodeMode mode = CodeMode.valueOf("CODE_" + parts[0]);
      byte[] code = HexFormat.of().parseHex(parts[2]);
      Insn insn = decoder.decode(code, 0, code.length, mode);
      String text = ObjdumpText.ours(insn, Long.parseLong(parts[1], 16));
      assertEquals(line.substring(line.indexOf(" | ") + 3), text, line);
      assertEquals(code.length, insn.length(), line);
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithObjdumpOnRandomBytes(CodeMode mode) throws IOException {
    if (!Objdump.isThere()) {
      return; // agreesWithWhatObjdumpSaid stands in for it
    }
    long seed = 31;
    ObjdumpComparison comparison = new ObjdumpComparison();
    comparison.compare(ObjdumpComparison.random(seed, 100_000), mode);
    comparison.compare(cases(seed), mode);
    assertEquals(Map.of(), comparison.differences(), "seed " + seed);
    assertTrue(comparison.compared() > 50_000);
  }

  /** Some of all opcodes behind prefixes. */
  private static byte[] cases(long seed) {
    Random random = new Random(seed);
    byte[] sample = new byte[8_000 * 16];
    byte[][] prefixes = {{}, {0x66}, {(byte) 0xF3}, {(byte) 0xF2}, {0x67}};
    byte[] code = null;
    for (int i = 0; i < 8_000; i++) {
      if (i % 400 == 0) {
        code = ObjdumpComparison.everyOpcode(prefixes[i / 1600], i / 400 % 4);
      }
      int at = random.nextInt(256 * 256) * 16;
      System.arraycopy(Arrays.copyOfRange(code, at, at + 16), 0, sample, i * 16, 16);
    }
    return sample;
  }
}
