package emu.core.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Every opcode with every ModRM byte, behind some prefixes, in three modes: {@code lengths.gz}
 * holds what an AMD Zen 5 made of them (src/test/native/decode/lengths.c says how, and in which
 * format).
 */
class ProcessorLengthsTest {
  private static final int CASES = 65_536;
  private static final int NOT_TRIED = 0xFF;
  private static final int UNDEFINED = 0x80;

  /**
   * Escape and opcode of instructions that the processor has and the table has not: AVX, RDPRU and
   * more of 0F 01, MOVNTSS, CR8 behind LOCK, EXTRQ, CLWB, XSAVEC, INVPCID, SHA, GFNI, ADX, MOVDIR.
   */
  private static final Set<String> NOT_OURS =
      Set.of(
          "0 c5", "1 1", "1 2b", "1 20", "1 22", "1 78", "1 79", "1 ae", "1 c7", "2 82", "2 c8",
          "2 c9", "2 ca", "2 cb", "2 cc", "2 cd", "2 cf", "2 f6", "2 f8", "2 f9", "3 cc", "3 ce",
          "3 cf");

  /** Above CPL 0, where the processor was asked, these raise #UD; RSM does so outside of SMM. */
  private static final Set<String> PRIVILEGED = Set.of("CLAC", "STAC", "MONITOR", "MWAIT", "RSM");

  private final Decoder decoder = new Decoder(OpcodeTable.features());
  private final Set<String> differences = new TreeSet<>();

  @Test
  void decoderReadsAsTheProcessorDoes() throws IOException {
    int blocks = 0;
    try (DataInputStream in =
        new DataInputStream(
            new GZIPInputStream(ProcessorLengthsTest.class.getResourceAsStream("lengths.gz")))) {
      for (String head = line(in); !head.isEmpty(); head = line(in)) {
        byte[] results = new byte[CASES];
        in.readFully(results);
        compare(head, results);
        blocks++;
      }
    }
    assertEquals(112, blocks);
    assertTrue(differences.isEmpty(), differences::toString);
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private void compare(String head, byte[] results) {
    String[] words = head.split(" ", 3);
    CodeMode mode = CodeMode.valueOf("CODE_" + words[0]);
    byte[] prefixes = HexFormat.of().parseHex(words[1].equals("-") ? "" : words[1]);
    int escape = Integer.parseInt(words[2]);
    byte[][] escapes = {{}, {0x0F}, {0x0F, 0x38}, {0x0F, 0x3A}};
    byte[] code = new byte[16];
    Arrays.fill(code, (byte) 0x90);
    System.arraycopy(prefixes, 0, code, 0, prefixes.length);
    System.arraycopy(escapes[escape], 0, code, prefixes.length, escapes[escape].length);
    int at = prefixes.length + escapes[escape].length;
    for (int i = 0; i < CASES; i++) {
      int result = results[i] & 0xFF;
      if (result != NOT_TRIED) {
        code[at] = (byte) (i >>> 8);
        code[at + 1] = (byte) i;
        Insn insn = decoder.decode(code, 0, code.length, mode);
        compare(head, escape + " " + Integer.toHexString(i >>> 8), insn, result);
      }
    }
  }

  private void compare(String head, String opcode, Insn insn, int result) {
    boolean ours = insn.row().semantics().equals("SystemInstructions.undefined");
    boolean theirs = (result & UNDEFINED) != 0;
    if (ours && !theirs ? NOT_OURS.contains(opcode) : theirs && !ours && isPrivileged(insn)) {
      return;
    }
    if (ours != theirs || !ours && insn.length() != result) {
      differences.add(head + ": " + opcode + " " + insn.row().mnemonic());
    }
  }

  private static boolean isPrivileged(Insn insn) {
    return PRIVILEGED.contains(insn.row().mnemonic());
  }
}
