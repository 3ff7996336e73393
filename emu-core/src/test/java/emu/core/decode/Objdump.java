package emu.core.decode;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code objdump} over bytes. */
final class Objdump {
  private Objdump() {}

  /**
   * A line of its output.
   *
   * @param offset of the first byte
   * @param length bytes shown
   * @param text mnemonic and operands
   */
  record Line(int offset, int length, String text) {}

  /** Whether there is one on this host. */
  static boolean isThere() {
    try {
      Process process =
          new ProcessBuilder("objdump", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Disassembles {@code code}, one instruction after another from its start, as lying at address 0.
   */
  static List<Line> disassemble(byte[] code, CodeMode mode) throws IOException {
    String machine =
        switch (mode) {
          case CODE_16 -> "i8086";
          case CODE_32 -> "i386";
          case CODE_64 -> "i386:x86-64";
        };
    Path file = Files.createTempFile("objdump", ".bin");
    try {
      Files.write(file, code);
      Process process =
          new ProcessBuilder(
                  "objdump",
                  "-D",
                  "-w",
                  "-z",
                  "-b",
                  "binary",
                  "-m",
                  machine,
                  "-M",
                  "intel",
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
        return read(reader);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static List<Line> read(BufferedReader reader) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      int colon = line.indexOf(":\t");
      int tab = line.indexOf('\t', colon + 2);
      if (colon > 0 && tab > 0) {
        int offset = Integer.parseInt(line.substring(0, colon).strip(), 16);
        int length = (line.substring(colon + 2, tab).strip().length() + 1) / 3;
        lines.add(new Line(offset, length, line.substring(tab + 1).strip()));
      }
    }
    return lines;
  }
}
