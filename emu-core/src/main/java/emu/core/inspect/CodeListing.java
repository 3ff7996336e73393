package emu.core.inspect;

import emu.core.cpu.CpuModel;
import emu.core.decode.CodeMode;
import emu.core.decode.Decoder;
import emu.core.decode.Disassembler;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** Lists code that is not in a machine. */
public final class CodeListing {

  /**
   * An instruction.
   *
   * @param code address, bytes and text
   * @param length its bytes
   * @param target where it branches to, or the address of its operand relative to RIP
   */
  public record Line(CodeLine code, int length, OptionalLong target) {}

  private CodeListing() {}

  /**
   * The instructions that {@code bytes} are.
   *
   * @param address linear address of the first byte
   * @param bits how they are read: 16, 32 or 64
   * @param most instructions at the most
   */
  public static List<Line> of(byte[] bytes, long address, int bits, int most) {
    CodeMode mode =
        switch (bits) {
          case 16 -> CodeMode.CODE_16;
          case 32 -> CodeMode.CODE_32;
          default -> CodeMode.CODE_64;
        };
    Decoder decoder = new Decoder(CpuModel.X86_64_V2.features());
    List<Line> lines = new ArrayList<>();
    int at = 0;
    while (at < bytes.length && lines.size() < most) {
      Insn insn = decoder.decode(bytes, at, bytes.length, mode);
      lines.add(insn == null ? cut(bytes, at, address + at) : line(insn, bytes, at, address + at));
      at += lines.getLast().length();
    }
    return lines;
  }

  private static Line line(Insn insn, byte[] bytes, int at, long address) {
    byte[] code = Arrays.copyOfRange(bytes, at, at + insn.length());
    String text = Disassembler.format(insn, address);
    return new Line(
        CodeLine.of(address, code, code.length, text), code.length, target(insn, address));
  }

  /** The last instruction goes on behind the end. */
  private static Line cut(byte[] bytes, int at, long address) {
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    return new Line(
        CodeLine.of(address, rest, rest.length, "[cut]"), rest.length, OptionalLong.empty());
  }

  private static OptionalLong target(Insn insn, long address) {
    long next = address + insn.length();
    for (Operand operand : insn.operands()) {
      if (operand.kind() == Operand.Kind.RELATIVE) {
        long target = next + insn.immediate();
        int size = insn.operandSize();
        return OptionalLong.of(size == 64 ? target : target & (1L << size) - 1);
      }
      if (operand.kind() == Operand.Kind.MEMORY && insn.base() == Insn.RIP) {
        return OptionalLong.of(next + insn.displacement());
      }
    }
    return OptionalLong.empty();
  }
}
