package emu.devices.firmware;

import emu.core.asm.Assembler;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A call of a BIOS service and what came of it, in this BIOS and in SeaBIOS.
 *
 * @param name what it is about
 * @param call the number of the interrupt and registers as {@code name=hex}; {@code es} too; {@code
 *     dump=n} has n bytes (decimal) of the buffer shown; {@code data=hex} puts bytes there before
 * @param emu what this BIOS answers
 * @param seaBios what SeaBIOS answers
 * @param why they differ; empty if they do not
 */
record Probe(String name, String call, String emu, String seaBios, String why) {
  /** Where the buffer is. */
  static final int BUFFER = 0x9000;

  private static final int ENTRY = 72;
  private static final List<String> REGISTERS =
      List.of("eax", "ebx", "ecx", "edx", "esi", "edi", "ebp");
  private static final int ES = 36;
  private static final int DATA = 40;

  /** Reads probes: name, then indented lines, an empty line between two of them. */
  static List<Probe> parse(String text) {
    List<Probe> probes = new ArrayList<>();
    for (String block : text.split("\n\n")) {
      List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
      if (!lines.isEmpty()) {
        String both = value(lines, "both");
        probes.add(
            new Probe(
                lines.getFirst(),
                value(lines, "call"),
                both.isEmpty() ? value(lines, "emu") : both,
                both.isEmpty() ? value(lines, "seabios") : both,
                value(lines, "why")));
      }
    }
    return probes;
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith("  " + key + " "))
        .map(line -> line.substring(key.length() + 3).strip())
        .findFirst()
        .orElse("");
  }

  /** The probe as it is in the file. */
  String format() {
    String results =
        emu.equals(seaBios)
            ? "  both    " + emu + "\n"
            : "  emu     " + emu + "\n  seabios " + seaBios + "\n  why     " + why + "\n";
    return name + "\n  call    " + call + "\n" + results;
  }

  /** The entry of the table that {@code probe.asm} reads. */
  byte[] entry() {
    byte[] entry = new byte[ENTRY];
    String[] words = call.split(" ");
    entry[0] = (byte) HexFormat.fromHexDigits(words[0]);
    for (int i = 0; i < DATA - 8 && DATA + i < ENTRY; i++) {
      entry[DATA + i] = (byte) 0xEE;
    }
    for (int i = 1; i < words.length; i++) {
      String[] pair = words[i].split("=");
      switch (pair[0]) {
        case "dump" -> entry[1] = (byte) Integer.parseInt(pair[1]);
        case "data" -> {
          byte[] bytes = HexFormat.of().parseHex(pair[1]);
          System.arraycopy(bytes, 0, entry, DATA, bytes.length);
        }
        case "es" -> Bytes.setWord(entry, ES, HexFormat.fromHexDigits(pair[1]));
        default -> {
          int at = 4 + 4 * REGISTERS.indexOf(pair[0]);
          int number = HexFormat.fromHexDigits(pair[1]);
          Bytes.setWord(entry, at, number);
          Bytes.setWord(entry, at + 2, number >>> 16);
        }
      }
    }
    return entry;
  }

  /** As many probes as one image takes. */
  static final int MOST = 50;

  /** A floppy disk that runs {@code probes}, {@link #MOST} at the most. */
  static byte[] image(List<Probe> probes) {
    byte[] image = Images.bootable(program(), Images.FLOPPY_1440);
    int at = 0x8000 - 0x7C00;
    for (Probe probe : probes) {
      System.arraycopy(probe.entry(), 0, image, at, ENTRY);
      at += ENTRY;
    }
    return image;
  }

  private static byte[] program() {
    return Assembler.assemble(Resources.text("probe.asm")).code();
  }
}
