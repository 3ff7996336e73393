package emu.jit.programs;

import emu.core.asm.Assembly;
import emu.core.cpu.CpuModel;
import emu.core.decode.CodeMode;
import emu.core.decode.Decoder;
import emu.core.decode.Disassembler;
import emu.core.decode.Insn;
import java.util.HexFormat;

/** Disassembled programs. */
final class Listing {
  private static final int MOST_BYTES = 4096;

  private Listing() {}

  /**
   * All sections of {@code program}, each from its first byte on; data between look like code.
   * Equal instructions one after the other are shown once.
   */
  static String of(Program program) {
    StringBuilder text = new StringBuilder();
    Decoder decoder = new Decoder(CpuModel.X86_64_V2.features());
    for (Assembly assembly : program.assemble()) {
      byte[] code = assembly.code();
      int length = Math.min(code.length, MOST_BYTES);
      int at = 0;
      String last = "";
      while (at < length) {
        Insn insn = decoder.decode(code, at, length, CodeMode.CODE_64);
        if (insn == null) {
          break;
        }
        long address = assembly.origin() + at;
        String bytes = HexFormat.of().formatHex(code, at, at + insn.length());
        if (!bytes.equals(last)) {
          String instruction = Disassembler.format(insn, address);
          text.append("%8x  %-24s %s%n".formatted(address, bytes, instruction));
        }
        last = bytes;
        at += insn.length();
      }
    }
    return text.toString();
  }
}
