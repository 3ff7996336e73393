package emu.core.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Makes {@code objdump.txt}, what objdump says of an instruction of each row in each mode; {@link
 * DisassemblerTest} holds the disassembler to it on hosts without objdump.
 */
final class ObjdumpSample {
  private static final int STRIDE = 16;

  private ObjdumpSample() {}

  /** Writes the file named by {@code args[0]}. */
  public static void main(String[] args) throws IOException {
    Random random = new Random(25);
    List<String> lines = new ArrayList<>();
    for (CodeMode mode : CodeMode.values()) {
      List<byte[]> samples = new ArrayList<>();
      Decoder decoder = new Decoder(OpcodeTable.features());
      for (OpcodeRow row : OpcodeTable.rows()) {
        byte[] sample = sample(row, mode, decoder, random);
        if (sample != null) {
          samples.add(sample);
        }
      }
      byte[] code = new byte[samples.size() * STRIDE];
      Arrays.fill(code, (byte) 0x90);
      for (int i = 0; i < samples.size(); i++) {
        System.arraycopy(samples.get(i), 0, code, i * STRIDE, samples.get(i).length);
      }
      for (Objdump.Line line : Objdump.disassemble(code, mode)) {
        if (line.offset() % STRIDE == 0) {
          add(lines, line, code, mode, decoder);
        }
      }
    }
    Files.write(Path.of(args[0]), lines);
  }

  private static void add(
      List<String> lines, Objdump.Line line, byte[] code, CodeMode mode, Decoder decoder) {
    Insn insn = decoder.decode(code, line.offset(), code.length, mode);
    String theirs = ObjdumpText.theirs(line.text());
    if (insn.length() == line.length() && ObjdumpText.ours(insn, line.offset()).equals(theirs)) {
      byte[] bytes = Arrays.copyOfRange(code, line.offset(), line.offset() + line.length());
      lines.add(
          "%d %x %s | %s"
              .formatted(mode.bits(), line.offset(), HexFormat.of().formatHex(bytes), theirs));
    }
  }

  /** Bytes of a random instruction of {@code row}, or null if there is none in {@code mode}. */
  static byte[] sample(OpcodeRow row, CodeMode mode, Decoder decoder, Random random) {
    for (int attempt = 0; attempt < 60; attempt++) {
      byte[] bytes = bytes(Encoding.of(row.encoding()), mode, random);
      Insn insn = decoder.decode(bytes, 0, bytes.length, mode);
      if (insn != null && insn.row() == row) {
        return Arrays.copyOf(bytes, insn.length());
      }
    }
    return null;
  }

  private static byte[] bytes(Encoding encoding, CodeMode mode, Random random) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    int at = 0;
    boolean optional66 =
        encoding.prefix() == Encoding.Prefix.ANY || encoding.prefix() == Encoding.Prefix.NFX;
    if (optional66 && random.nextInt(4) == 0) {
      bytes[at++] = 0x66;
    }
    if (random.nextInt(8) == 0) {
      bytes[at++] = 0x67;
    }
    switch (encoding.prefix()) {
      case P66 -> bytes[at++] = 0x66;
      case F3 -> bytes[at++] = (byte) 0xF3;
      case F2 -> bytes[at++] = (byte) 0xF2;
      default -> {}
    }
    if (mode == CodeMode.CODE_64 && random.nextInt(3) == 0) {
      bytes[at++] = (byte) (0x40 + random.nextInt(16));
    }
    if (encoding.map() > 0) {
      bytes[at++] = 0x0F;
    }
    if (encoding.map() > 1) {
      bytes[at++] = (byte) (encoding.map() == 2 ? 0x38 : 0x3A);
    }
    bytes[at++] = (byte) (encoding.opcode() + (encoding.plusR() ? random.nextInt(8) : 0));
    if (encoding.modRm() >= 0) {
      bytes[at] = (byte) (encoding.modRm() + random.nextInt(encoding.modRms()));
    } else if (encoding.digit() >= 0) {
      bytes[at] = (byte) (bytes[at] & 0xC7 | encoding.digit() << 3);
    }
    return Arrays.copyOf(bytes, Decoder.MAX_LENGTH);
  }
}
