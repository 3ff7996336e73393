package emu.bench.loops;

import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.asm.PvhElf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The kernel that runs the loops; {@code loops.asm} beside this class says what it sends. */
public final class LoopGuest {
  /** The loops, each called as its routine in {@code loops.asm}. */
  public static final List<String> LOOPS =
      List.of(
          "alu", "copy", "chase", "branch", "calls", "pages", "string", "crc", "sieve", "matrix",
          "sort");

  private LoopGuest() {}

  /**
   * The kernel, an ELF file that is entered by PVH.
   *
   * @param loops which it runs, of {@link #LOOPS}
   * @param scale passes of each loop in a part, at least 1; a pass is 100,000 to 400,000
   *     instructions
   * @param parts parts of each loop, at least 1
   */
  public static byte[] elf(List<String> loops, int scale, int parts) throws IOException {
    StringBuilder source = new StringBuilder();
    source.append("SCALE equ %d\nPARTS equ %d\n".formatted(scale, parts)).append(text());
    for (String loop : loops) {
      source.append("name_%s db '%s', 0\n".formatted(loop, loop));
    }
    source.append("loops:\n");
    for (String loop : loops) {
      source.append("dd name_%s, %s\n".formatted(loop, loop));
    }
    source.append("dd 0\n");
    Assembly assembly = Assembler.assemble(source.toString());
    return PvhElf.of(assembly, assembly.symbol("start"));
  }

  private static String text() throws IOException {
    try (InputStream in = LoopGuest.class.getResourceAsStream("loops.asm")) {
      if (in == null) {
        throw new IOException("loops.asm is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
