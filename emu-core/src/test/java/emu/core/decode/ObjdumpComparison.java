package emu.core.decode;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares {@link Decoder} and {@link Disassembler} with {@code objdump}: length, mnemonic and
 * operands. Where the two differ on purpose, or objdump splits what the processor reads as one,
 * {@link #isKnown} says why.
 */
final class ObjdumpComparison {
  /** Features of other processors that objdump knows and the table does not. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "prefetchwt1",
          "prefetchit0",
          "prefetchit1",
          "cldemote",
          "bndldx",
          "bndstx",
          "bndmk",
          "bndmov",
          "bndcl",
          "bndcu",
          "bndcn",
          "rdsspd",
          "rdsspq",
          "endbr64",
          "endbr32",
          "wbnoinvd",
          "tzcnt",
          "lzcnt",
          "tpause",
          "umonitor",
          "umwait",
          "ptwrite");

  private final Decoder decoder = new Decoder(OpcodeTable.features());
  private final Map<String, String> differences = new TreeMap<>();
  private int compared;
  private int agreed;

  /** How many instructions were looked at. */
  int compared() {
    return compared;
  }

  /** An example for each kind of difference. */
  Map<String, String> differences() {
    return differences;
  }

  /** Compares all instructions that objdump finds in {@code code}. */
  void compare(byte[] code, CodeMode mode) throws IOException {
    for (Objdump.Line line : Objdump.disassemble(code, mode)) {
      Insn insn = decoder.decode(code, line.offset(), code.length, mode);
      if (insn == null) {
        continue;
      }
      compared++;
      String theirs = ObjdumpText.theirs(line.text());
      boolean bad = insn.row() == OpcodeTable.UNDEFINED || insn.row() == OpcodeTable.TOO_LONG;
      String ours = bad ? "(bad)" : ObjdumpText.ours(insn, line.offset());
      if (theirs.equals(ours) && (bad || insn.length() == line.length())) {
        agreed++;
      } else if (!isKnown(insn, line, ours, theirs)) {
        String bytes =
            HexFormat.ofDelimiter(" ")
                .formatHex(code, line.offset(), line.offset() + line.length());
        differences.putIfAbsent(
            mode.bits() + " " + word(theirs) + "/" + word(ours),
            bytes + " | " + line.text() + " | " + ours + " | " + insn.length());
      }
    }
  }

  private static String word(String text) {
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }

  private static boolean isKnown(Insn insn, Objdump.Line line, String ours, String theirs) {
    String mnemonic = word(theirs);
    if (theirs.isEmpty() || line.text().contains("(bad)") && insn.length() > line.length()) {
      return true; // objdump shows prefixes alone where it cannot put them into words
    }
    if (ours.equals("(bad)")) {
      // Features that the table does not have, LOCK where it is not allowed, segment registers that
      // there are not
      return insn.length() <= line.length() || theirs.startsWith("lock");
    }
    if (insn.row().is("alias") && theirs.equals("(bad)")) {
      return true; // fcom2, fxch4 and their like
    }
    if (NOT_OURS.contains(mnemonic)) {
      return true;
    }
    if (insn.row().semantics().equals("SystemInstructions.undefined")) {
      return true; // UD0 and UD1 take a ModRM byte on Intel's processors
    }
    return switch (insn.row().mnemonic()) {
      case "FWAIT" -> true; // objdump joins it with the x87 instruction that follows
      case "NOP" -> theirs.startsWith("xchg");
      case "XCHG" -> theirs.equals("pause"); // REX.B makes the exchange of it
      case "SALC", "WBINVD" -> theirs.equals("(bad)"); // behind 66, processors take WBINVD
      case "MOVSXD" -> insn.operandSize() == 16; // the source has 16 bits, too
      case "MOVDQ2Q" -> insn.length() == line.length(); // shown with XMM registers behind 66
      case "LAR", "LSL", "MOV", "MOVMSKPS", "MOVMSKPD", "PMOVMSKB" ->
          !insn.isMemory(1) && numbers(ours).equals(numbers(theirs)); // shown with other widths
      default ->
          isKnownBranch(insn, ours, theirs)
              || isKnownFarPointer(insn, ours, theirs)
              || line.text().contains("notrack ");
    };
  }

  private static String numbers(String text) {
    return text.replaceAll("\\b[er]([a-ds][xip])", "$1").replaceAll("\\b(r\\d+)[dw]", "$1");
  }

  /** Branches with a 16-bit operand size: the processor cuts the instruction pointer to 16 bits. */
  private static boolean isKnownBranch(Insn insn, String ours, String theirs) {
    return insn.operandSize() == 16
        && !insn.operands().isEmpty()
        && insn.operand(0).kind() == Operand.Kind.RELATIVE
        && word(ours).equals(word(theirs))
        && (target(ours) - target(theirs) & 0xFFFF) == 0;
  }

  private static long target(String text) {
    return Long.parseUnsignedLong(text.substring(text.indexOf("0x") + 2), 16);
  }

  /** Far pointers behind REX.W: the offset has 32 bits. */
  private static boolean isKnownFarPointer(Insn insn, String ours, String theirs) {
    return insn.row().operands().contains("Mp")
        && insn.operandSize() == 64
        && ours.replace("FWORD", "").equals(theirs.replace("TBYTE", "").replace("FWORD", ""));
  }

  /**
   * Every opcode with every ModRM byte, behind each of a few prefixes, 16 bytes apart, filled up
   * with NOPs.
   *
   * @param prefixes bytes before the opcode
   * @param escape 0 for one-byte opcodes, 1: 0F, 2: 0F 38, 3: 0F 3A
   */
  static byte[] everyOpcode(byte[] prefixes, int escape) {
    byte[][] escapes = {{}, {0x0F}, {0x0F, 0x38}, {0x0F, 0x3A}};
    byte[] code = new byte[256 * 256 * 16];
    java.util.Arrays.fill(code, (byte) 0x90);
    for (int i = 0; i < 256 * 256; i++) {
      int at = i * 16;
      System.arraycopy(prefixes, 0, code, at, prefixes.length);
      at += prefixes.length;
      System.arraycopy(escapes[escape], 0, code, at, escapes[escape].length);
      at += escapes[escape].length;
      code[at] = (byte) (i >>> 8);
      code[at + 1] = (byte) i;
    }
    return code;
  }

  /** {@code bytes} random bytes. */
  static byte[] random(long seed, int bytes) {
    byte[] code = new byte[bytes];
    new Random(seed).nextBytes(code);
    return code;
  }

  /**
   * Compares random bytes and every opcode behind some prefixes, in each mode; a few minutes for
   * 3,500,000 bytes, which are a million instructions. In {@code emu-core}, after {@code mvn
   * test-compile}: {@code java -cp target/classes:target/test-classes
   * emu.core.decode.ObjdumpComparison 1 3500000}.
   *
   * @param args seed, bytes
   */
  public static void main(String[] args) throws IOException {
    long seed = Long.parseLong(args[0]);
    int bytes = Integer.parseInt(args[1]);
    ObjdumpComparison comparison = new ObjdumpComparison();
    byte[][] prefixes = {
      {}, {0x66}, {(byte) 0xF3}, {(byte) 0xF2}, {0x67}, {0x48}, {0x66, 0x45}, {0x66, (byte) 0xF2}
    };
    for (CodeMode mode : CodeMode.values()) {
      comparison.compare(random(seed, bytes), mode);
      for (byte[] prefix : prefixes) {
        for (int escape = 0; escape < 4; escape++) {
          comparison.compare(everyOpcode(prefix, escape), mode);
        }
      }
      System.out.println(
          mode + ": " + comparison.compared + " compared, " + comparison.agreed + " agree");
    }
    comparison.differences.forEach((kind, example) -> System.out.println(kind + ": " + example));
    if (!comparison.differences.isEmpty()) {
      System.exit(1);
    }
  }
}
