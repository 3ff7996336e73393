package emu.core.decode;

import static emu.core.decode.CodeMode.CODE_16;
import static emu.core.decode.CodeMode.CODE_32;
import static emu.core.decode.CodeMode.CODE_64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.decode.Operand.Kind;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
  private final Decoder decoder = new Decoder(OpcodeTable.features());

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private Insn decode(CodeMode mode, String hex) {
    byte[] code = bytes(hex);
    Insn insn = decoder.decode(code, 0, code.length, mode);
    assertNotNull(insn, hex);
    return insn;
  }

  private void assertUndefined(CodeMode mode, String hex) {
    assertSame(OpcodeTable.UNDEFINED, decode(mode, hex).row(), hex);
  }

  @Test
  void operandSize() {
    assertEquals(16, decode(CODE_16, "01d8").operandSize());
    assertEquals(32, decode(CODE_16, "6601d8").operandSize());
    assertEquals(32, decode(CODE_32, "01d8").operandSize());
    assertEquals(16, decode(CODE_32, "6601d8").operandSize());
    assertEquals(32, decode(CODE_64, "01d8").operandSize());
    assertEquals(16, decode(CODE_64, "6601d8").operandSize());
    assertEquals(64, decode(CODE_64, "4801d8").operandSize());
    assertEquals(64, decode(CODE_64, "664801d8").operandSize(), "REX.W over 66");
    assertEquals(16, decode(CODE_64, "486601d8").operandSize(), "REX before another prefix");
    assertEquals(64, decode(CODE_64, "50").operandSize());
    assertEquals(16, decode(CODE_64, "6650").operandSize());
    assertEquals(64, decode(CODE_64, "0f20c0").operandSize());
    assertEquals(64, decode(CODE_64, "660f20c0").operandSize());
  }

  @Test
  void addressSize() {
    assertEquals(16, decode(CODE_16, "8b07").addressSize());
    assertEquals(32, decode(CODE_16, "678b07").addressSize());
    assertEquals(32, decode(CODE_32, "8b07").addressSize());
    assertEquals(16, decode(CODE_32, "678b07").addressSize());
    assertEquals(64, decode(CODE_64, "8b07").addressSize());
    assertEquals(32, decode(CODE_64, "678b07").addressSize());
  }

  @Test
  void repeatPrefixes() {
    assertEquals(Insn.REP, decode(CODE_64, "f3a4").prefixes());
    assertEquals(Insn.REPNE, decode(CODE_64, "f2a6").prefixes());
    assertEquals(Insn.REP, decode(CODE_64, "f2f3a6").prefixes(), "the last one counts");
    assertEquals(0, decode(CODE_64, "f30f10c1").prefixes(), "mandatory");
    assertEquals("MOVSS", decode(CODE_64, "f30f10c1").row().mnemonic());
    assertEquals("MOVSD", decode(CODE_64, "f3f20f10c1").row().mnemonic());
    assertEquals("MOVSS", decode(CODE_64, "66f30f10c1").row().mnemonic(), "F3 over 66");
    assertEquals("MOVUPD", decode(CODE_64, "660f10c1").row().mnemonic());
  }

  @Test
  void mandatoryPrefixesThatAreNotThere() {
    assertUndefined(CODE_64, "f30f54c0"); // ANDPS has 66 only
    assertUndefined(CODE_64, "66f20f6fc0");
    assertUndefined(CODE_64, "f30fc7f0"); // RDRAND
    assertUndefined(CODE_64, "660fc300"); // MOVNTI
    assertUndefined(CODE_64, "f30f77");
    assertEquals(16, decode(CODE_64, "660fc7f0").operandSize());
    assertEquals("CRC32", decode(CODE_64, "66f20f38f1c1").row().mnemonic());
    assertEquals(16, decode(CODE_64, "66f20f38f1c1").operand(1).bits());
    assertEquals("MOVBE", decode(CODE_64, "660f38f000").row().mnemonic());
  }

  @Test
  void bitScansBehindRepeat() {
    assertEquals("BSF", decode(CODE_64, "f30fbcc1").row().mnemonic());
    assertEquals("BSR", decode(CODE_64, "f30fbdc1").row().mnemonic());
    assertEquals("POPCNT", decode(CODE_64, "f30fb8c1").row().mnemonic());
    assertUndefined(CODE_64, "0fb8c1");
  }

  @Test
  void nopIsAnExchangeBehindRexB() {
    assertEquals("NOP", decode(CODE_64, "90").row().mnemonic());
    assertEquals("PAUSE", decode(CODE_64, "f390").row().mnemonic());
    Insn exchange = decode(CODE_64, "f34190");
    assertEquals("XCHG", exchange.row().mnemonic());
    assertEquals(8, exchange.operand(0).number());
  }

  @Test
  void lock() {
    assertTrue(decode(CODE_64, "f00107").has(Insn.LOCK));
    assertTrue(decode(CODE_64, "f0480fc70f").has(Insn.LOCK));
    assertUndefined(CODE_64, "f001c7"); // register destination
    assertUndefined(CODE_64, "f00307"); // memory is the source
    assertUndefined(CODE_64, "f03907"); // CMP writes nothing
    assertUndefined(CODE_64, "f090");
  }

  @Test
  void segments() {
    assertEquals(3, decode(CODE_64, "8b00").segment());
    assertEquals(2, decode(CODE_64, "8b442400").segment(), "RSP");
    assertEquals(2, decode(CODE_64, "8b4500").segment(), "RBP");
    assertEquals(3, decode(CODE_64, "418b4500").segment(), "R13");
    assertEquals(3, decode(CODE_64, "8b0405 00000000").segment(), "index RBP alone");
    assertEquals(4, decode(CODE_64, "648b00").segment());
    assertEquals(4, decode(CODE_64, "642e8b00").segment(), "ignored CS leaves FS");
    assertEquals(5, decode(CODE_64, "64658b00").segment());
    assertEquals(3, decode(CODE_64, "268b00").segment());
    assertFalse(decode(CODE_64, "268b00").has(Insn.SEGMENT_OVERRIDE));
    assertEquals(0, decode(CODE_32, "268b00").segment());
    assertEquals(3, decode(CODE_32, "263e8b4500").segment());
    assertEquals(1, decode(CODE_16, "2ea4").segment(), "string source");
    assertEquals(2, decode(CODE_16, "8b02").segment(), "BP+SI");
    assertEquals(3, decode(CODE_16, "8b060000").segment());
  }

  @ParameterizedTest
  @CsvSource({
    "CODE_64, 8b4310, 3, -1, 0, 0x10",
    "CODE_64, 8b4bf0, 3, -1, 0, -0x10",
    "CODE_64, 8b0590ffffff, 16, -1, 0, -0x70",
    "CODE_64, 678b0590ffffff, 16, -1, 0, -0x70",
    "CODE_64, 8b042578563412, -1, -1, 0, 0x12345678",
    "CODE_64, 8b0425000000f0, -1, -1, 0, -0x10000000",
    "CODE_64, 438b448c08, 12, 9, 2, 8",
    "CODE_64, 428b0420, 0, 12, 0, 0",
    "CODE_64, 8b0420, 0, -1, 0, 0",
    "CODE_64, 418b4500, 13, -1, 0, 0",
    "CODE_64, 418b0424, 12, -1, 0, 0",
    "CODE_64, 418b0578563412, 16, -1, 0, 0x12345678",
    "CODE_64, 428b046d78563412, -1, 13, 1, 0x12345678",
    "CODE_64, a1efcdab8967452301, -1, -1, 0, 0x123456789abcdef",
    "CODE_64, 67a178563482, -1, -1, 0, 0x82345678",
    "CODE_32, 8b0578563412, -1, -1, 0, 0x12345678",
    "CODE_32, 8b84d178563412, 1, 2, 3, 0x12345678",
    "CODE_32, 678b4012, 3, 6, 0, 0x12",
    "CODE_16, 8b01, 3, 7, 0, 0",
    "CODE_16, 8b42fe, 5, 6, 0, -2",
    "CODE_16, 8b830080, 5, 7, 0, -0x8000",
    "CODE_16, 8b04, 6, -1, 0, 0",
    "CODE_16, 8b05, 7, -1, 0, 0",
    "CODE_16, 8b061234, -1, -1, 0, 0x3412",
    "CODE_16, 8b4600, 5, -1, 0, 0",
    "CODE_16, 8b07, 3, -1, 0, 0",
    "CODE_16, a11280, -1, -1, 0, 0x8012",
  })
  void effectiveAddress(CodeMode mode, String hex, int base, int index, int shift, String offset) {
    Insn insn = decode(mode, hex);
    assertEquals(hex.length() / 2, insn.length());
    assertEquals(base, insn.base(), "base");
    assertEquals(index, insn.index(), "index");
    assertEquals(shift, insn.shift(), "shift");
    assertEquals(Long.decode(offset), insn.displacement(), "displacement");
  }

  @ParameterizedTest
  @CsvSource({
    "CODE_64, 4883c0ff, -1",
    "CODE_64, 83c080, -0x80",
    "CODE_64, 6683c080, -0x80",
    "CODE_64, 0480, 0x80",
    "CODE_64, 480500000080, -0x80000000",
    "CODE_64, 48b8efcdab8967452301, 0x123456789abcdef",
    "CODE_64, b8ffffffff, -1",
    "CODE_64, 66b8ff7f, 0x7fff",
    "CODE_64, 6aff, -1",
    "CODE_64, cd80, 0x80",
    "CODE_64, c20080, 0x8000",
    "CODE_64, e8fbffffff, -5",
    "CODE_64, 66e8fbff, -5",
    "CODE_64, ebfe, -2",
    "CODE_64, c1e0ff, 0xff",
    "CODE_32, 81c0ffffffff, -1",
    "CODE_16, 81c0ff7f, 0x7fff",
    "CODE_16, e80010, 0x1000",
    "CODE_16, e4ff, 0xff",
  })
  void immediates(CodeMode mode, String hex, String value) {
    Insn insn = decode(mode, hex);
    assertEquals(hex.length() / 2, insn.length());
    long expected = Long.decode(value);
    int bits = insn.operand(insn.operands().size() - 1).bits();
    long mask = bits == 64 ? -1 : (1L << bits) - 1;
    assertEquals(expected & mask, insn.immediate() & mask);
    if (expected < 0 && insn.operand(0).kind() == Kind.RELATIVE) {
      assertEquals(expected, insn.immediate());
    }
  }

  @Test
  void twoImmediates() {
    Insn enter = decode(CODE_64, "c8341207");
    assertEquals(0x1234, enter.immediate());
    assertEquals(7, enter.immediate2());
    assertEquals(Kind.IMMEDIATE2, enter.operand(1).kind());
    Insn far = decode(CODE_32, "ea785634120800");
    assertEquals(0x12345678, far.immediate());
    assertEquals(8, far.immediate2());
    assertEquals(48, far.operand(0).bits());
    assertEquals(32, decode(CODE_16, "ea34120800").operand(0).bits());
  }

  @Test
  void byteRegisters() {
    assertEquals(new Operand(Kind.GPR_HIGH, 0, 8), decode(CODE_64, "88e0").operand(1));
    assertEquals(new Operand(Kind.GPR, 4, 8), decode(CODE_64, "4088e0").operand(1));
    assertEquals(new Operand(Kind.GPR, 12, 8), decode(CODE_64, "4488e0").operand(1));
    assertEquals(new Operand(Kind.GPR_HIGH, 3, 8), decode(CODE_32, "b701").operand(0));
    assertEquals(new Operand(Kind.GPR, 3, 8), decode(CODE_32, "b301").operand(0));
  }

  @Test
  void widths() {
    assertEquals(0, decode(CODE_64, "488d00").operand(1).bits());
    assertEquals(16, decode(CODE_64, "8c00").operand(0).bits());
    assertEquals(64, decode(CODE_64, "488cc0").operand(0).bits());
    assertEquals(80, decode(CODE_64, "0f0110").operand(0).bits());
    assertEquals(48, decode(CODE_32, "0f0110").operand(0).bits());
    assertEquals(80, decode(CODE_64, "db28").operand(0).bits());
    assertEquals(32, decode(CODE_64, "f30f1000").operand(1).bits());
    assertEquals(128, decode(CODE_64, "f30f1000").operand(0).bits());
    assertEquals(32, decode(CODE_64, "f30f10c1").operand(0).bits());
    assertEquals(48, decode(CODE_64, "48ff28").operand(0).bits(), "AMD: no 64-bit offsets");
    assertEquals(32, decode(CODE_64, "48ed").operand(0).bits());
    assertEquals(64, decode(CODE_64, "66480f6ec0").operand(1).bits());
    assertEquals(32, decode(CODE_16, "660f6ec0").operand(1).bits());
    assertEquals(128, decode(CODE_64, "480fc708").operand(0).bits());
    assertEquals(64, decode(CODE_64, "0fc708").operand(0).bits());
  }

  @Test
  void nearBranchesBehind66() {
    assertEquals(5, decode(CODE_64, "660f8400000000").length());
    assertEquals(16, decode(CODE_64, "66e8fbff").operandSize());
    assertEquals(64, decode(CODE_64, "e8fbffffff").operandSize());
    assertEquals(16, decode(CODE_64, "66c3").operandSize());
  }

  @Test
  void rowsByMode() {
    assertEquals("ARPL", decode(CODE_32, "63c0").row().mnemonic());
    assertEquals("MOVSXD", decode(CODE_64, "63c0").row().mnemonic());
    assertEquals("INC", decode(CODE_32, "40").row().mnemonic());
    assertEquals("LES", decode(CODE_32, "c400").row().mnemonic());
    assertEquals("BOUND", decode(CODE_32, "6200").row().mnemonic());
    assertEquals("DAA", decode(CODE_16, "27").row().mnemonic());
    assertUndefined(CODE_64, "27");
    assertUndefined(CODE_64, "06");
    assertUndefined(CODE_64, "9a");
    assertUndefined(CODE_64, "c400");
    assertUndefined(CODE_64, "8200");
    assertUndefined(CODE_32, "c4c0"); // VEX
    assertUndefined(CODE_32, "c5f877");
    assertUndefined(CODE_32, "62c0"); // EVEX
    assertEquals("SYSCALL", decode(CODE_32, "0f05").row().mnemonic());
    assertUndefined(CODE_32, "0f01f8"); // SWAPGS
    assertUndefined(CODE_32, "f30faec0"); // RDFSBASE
  }

  @Test
  void rowsBySize() {
    assertEquals("CBW", decode(CODE_64, "6698").row().mnemonic());
    assertEquals("CWDE", decode(CODE_64, "98").row().mnemonic());
    assertEquals("CDQE", decode(CODE_64, "4898").row().mnemonic());
    assertEquals("JCXZ", decode(CODE_16, "e300").row().mnemonic());
    assertEquals("JECXZ", decode(CODE_16, "67e300").row().mnemonic());
    assertEquals("JRCXZ", decode(CODE_64, "e300").row().mnemonic());
    assertEquals("IRETQ", decode(CODE_64, "48cf").row().mnemonic());
    assertEquals("CMPXCHG16B", decode(CODE_64, "480fc708").row().mnemonic());
  }

  @Test
  void registerOrMemoryOnly() {
    assertUndefined(CODE_64, "8dc0"); // LEA
    assertUndefined(CODE_64, "0fc7c8"); // CMPXCHG8B
    assertUndefined(CODE_64, "0fc730"); // RDRAND of memory
    assertUndefined(CODE_64, "0f5000"); // MOVMSKPS
    assertUndefined(CODE_64, "660fe7f0"); // MOVNTDQ
    assertEquals("MOVHLPS", decode(CODE_64, "0f12c1").row().mnemonic());
    assertEquals("MOVLPS", decode(CODE_64, "0f1201").row().mnemonic());
    assertEquals("LFENCE", decode(CODE_64, "0faee8").row().mnemonic());
    assertEquals("XRSTOR", decode(CODE_64, "0fae28").row().mnemonic());
  }

  @Test
  void segmentControlAndDebugRegisters() {
    assertUndefined(CODE_64, "8ec8"); // MOV CS
    assertEquals(new Operand(Kind.SEGMENT, 1, 16), decode(CODE_64, "8cc8").operand(1));
    assertUndefined(CODE_64, "8ef0");
    assertUndefined(CODE_64, "8cf8");
    assertEquals(new Operand(Kind.CONTROL, 8, 64), decode(CODE_64, "440f20c0").operand(1));
    assertEquals(new Operand(Kind.CONTROL, 0, 32), decode(CODE_16, "0f20c0").operand(1));
    assertUndefined(CODE_64, "0f20c8");
    assertUndefined(CODE_64, "0f20e8");
    assertUndefined(CODE_64, "440f20c8");
    assertEquals(new Operand(Kind.DEBUG, 7, 64), decode(CODE_64, "0f23f8").operand(0));
    assertUndefined(CODE_64, "440f23c0");
    Insn modIgnored = decode(CODE_64, "0f2000");
    assertEquals(new Operand(Kind.GPR, 0, 64), modIgnored.operand(0));
    assertEquals(3, decode(CODE_64, "0f2084").length());
  }

  @Test
  void x87() {
    assertEquals(new Operand(Kind.ST, 3, 80), decode(CODE_64, "d8c3").operand(1));
    assertEquals("FSUBR", decode(CODE_64, "dce1").row().mnemonic());
    assertEquals("FSUB", decode(CODE_64, "dce9").row().mnemonic());
    assertEquals("FSUBRP", decode(CODE_64, "dee1").row().mnemonic());
    assertEquals("FLDPI", decode(CODE_64, "d9eb").row().mnemonic());
    assertEquals("FCOMPP", decode(CODE_64, "ded9").row().mnemonic());
    assertUndefined(CODE_64, "ded8");
    assertUndefined(CODE_64, "d9d1");
    assertUndefined(CODE_64, "d908");
  }

  @Test
  void hints() {
    assertEquals("PREFETCHT0", decode(CODE_64, "0f1808").row().mnemonic());
    assertEquals("NOP", decode(CODE_64, "0f18c8").row().mnemonic());
    assertEquals("ENDBR64", decode(CODE_64, "f30f1efa").row().mnemonic());
    assertEquals("NOP", decode(CODE_64, "f30f1ec8").row().mnemonic());
    assertEquals(9, decode(CODE_64, "660f1f840000000000").length());
    assertUndefined(CODE_64, "0f0dc0");
    assertEquals(2, decode(CODE_64, "0fb9").length(), "UD1 has no ModRM byte");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0f0c", "0f0e", "0f24c0", "0f36", "0f38ff", "0f3aff", "0fa6", "0f7800", "d6"})
  void undefinedOpcodes(String hex) {
    assertUndefined(CODE_64, hex);
  }

  @Test
  void absentFeaturesAreUndefined() {
    Set<String> features = new TreeSet<>(OpcodeTable.features());
    features.removeAll(Set.of("SSE4_2", "POPCNT", "CX16", "LAHF_LM"));
    Decoder smaller = new Decoder(features);
    for (String hex : new String[] {"f20f38f1c1", "f30fb8c1", "480fc708", "9f"}) {
      byte[] code = bytes(hex);
      assertSame(OpcodeTable.UNDEFINED, smaller.decode(code, 0, code.length, CODE_64).row(), hex);
    }
    assertEquals("LAHF", smaller.decode(bytes("9f"), 0, 1, CODE_32).row().mnemonic());
  }

  @Test
  void fifteenBytesAndNoMore() {
    byte[] code = new byte[20];
    Arrays.fill(code, (byte) 0x66);
    code[14] = (byte) 0x90;
    assertEquals(15, decoder.decode(code, 0, 20, CODE_64).length());
    code[14] = 0x66;
    code[15] = (byte) 0x90;
    assertSame(OpcodeTable.TOO_LONG, decoder.decode(code, 0, 20, CODE_64).row());
    assertSame(OpcodeTable.TOO_LONG, decoder.decode(code, 0, 15, CODE_64).row());
    assertNull(decoder.decode(code, 0, 14, CODE_64));
    byte[] longAdd = bytes("6666666666 48 81 84 00 00000000 00000000"); // 5 + 12 bytes
    assertSame(OpcodeTable.TOO_LONG, decoder.decode(longAdd, 0, longAdd.length, CODE_64).row());
  }

  @Test
  void undefinedBeforeTooLong() {
    byte[] code = bytes("66666666666666666666666666 0f0e");
    assertSame(OpcodeTable.UNDEFINED, decoder.decode(code, 0, 15, CODE_64).row());
  }

  /**
   * An instruction is the same wherever the bytes after it end, and needs each of its own bytes.
   */
  @Test
  void truncation() {
    Random random = new Random(3);
    for (OpcodeRow row : OpcodeTable.rows()) {
      for (CodeMode mode : CodeMode.values()) {
        byte[] sample = ObjdumpSample.sample(row, mode, decoder, random);
        if (sample == null) {
          continue;
        }
        Insn whole = decoder.decode(sample, 0, sample.length, mode);
        for (int limit = 0; limit < sample.length; limit++) {
          assertNull(decoder.decode(sample, 0, limit, mode), row::toString);
        }
        byte[] padded = new byte[sample.length + 20];
        System.arraycopy(sample, 0, padded, 7, sample.length);
        assertEquals(whole, decoder.decode(padded, 7, padded.length, mode));
      }
    }
  }

  @Test
  void anyBytesDecode() {
    long seed = 20;
    byte[] code = new byte[200_000];
    new Random(seed).nextBytes(code);
    for (CodeMode mode : CodeMode.values()) {
      for (int at = 0; at < code.length - Decoder.MAX_LENGTH; at++) {
        Insn insn = decoder.decode(code, at, code.length, mode);
        assertNotNull(insn);
        assertTrue(insn.length() > 0 && insn.length() <= Decoder.MAX_LENGTH);
      }
    }
  }
}
