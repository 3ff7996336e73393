package emu.core.decode;

import java.util.List;
import java.util.Locale;

/** Writes instructions in Intel syntax, near to {@code objdump -M intel}. */
public final class Disassembler {
  private static final String[] WORDS = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};
  private static final String[] LOW_BYTES = {"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"};
  private static final String[] HIGH_BYTES = {"ah", "ch", "dh", "bh"};
  private static final String[] SEGMENTS = {"es", "cs", "ss", "ds", "fs", "gs"};
  private static final int ES = 0;

  private Disassembler() {}

  /**
   * The text of {@code insn} at linear address or offset {@code address}, which relative branch
   * targets are counted from, e.g. {@code lock add DWORD PTR [rax+rcx*4+0x10],edx}.
   */
  public static String format(Insn insn, long address) {
    StringBuilder text = new StringBuilder(prefixes(insn));
    boolean string = isString(insn);
    String mnemonic = insn.row().mnemonic().toLowerCase(Locale.ROOT);
    text.append(string ? mnemonic.substring(0, mnemonic.length() - 1) : mnemonic);
    List<String> codes = insn.row().operands();
    char separator = ' ';
    for (int i = 0; i < insn.operands().size(); i++) {
      if (string || !codes.get(i).startsWith("(")) {
        text.append(separator).append(operand(insn, i, address));
        separator = ',';
      }
    }
    return text.toString();
  }

  private static String prefixes(Insn insn) {
    String lock = insn.has(Insn.LOCK) ? "lock " : "";
    boolean compares = insn.row().is("repz");
    if (insn.has(Insn.REPNE)) {
      return lock + "repnz ";
    }
    if (insn.has(Insn.REP)) {
      return lock + (insn.row().is("rep") && !compares ? "rep " : "repz ");
    }
    return lock;
  }

  private static boolean isString(Insn insn) {
    for (Operand operand : insn.operands()) {
      if (operand.kind() == Operand.Kind.STRING_SOURCE
          || operand.kind() == Operand.Kind.STRING_DESTINATION) {
        return true;
      }
    }
    return false;
  }

  private static String operand(Insn insn, int position, long address) {
    Operand operand = insn.operand(position);
    int number = operand.number();
    return switch (operand.kind()) {
      case GPR -> gpr(number, operand.bits());
      case GPR_HIGH -> HIGH_BYTES[number];
      case MEMORY -> memorySize(insn, position) + memory(insn);
      case IMMEDIATE -> hex(truncate(insn.immediate(), operand.bits()));
      case IMMEDIATE2 -> hex(insn.immediate2());
      case RELATIVE -> hex(target(insn, address));
      case FAR_POINTER -> hex(insn.immediate2()) + ":" + hex(insn.immediate());
      case SEGMENT -> SEGMENTS[number];
      case CONTROL -> "cr" + number;
      case DEBUG -> "dr" + number;
      case XMM -> "xmm" + number;
      case MMX -> "mm" + number;
      case ST -> insn.row().operands().get(position).equals("ST0") ? "st" : "st(" + number + ")";
      case STRING_SOURCE ->
          size(operand.bits()) + SEGMENTS[insn.segment()] + ":[" + gpr(6, insn.addressSize()) + "]";
      case STRING_DESTINATION ->
          size(operand.bits()) + SEGMENTS[ES] + ":[" + gpr(7, insn.addressSize()) + "]";
      case ONE -> "1";
    };
  }

  private static long target(Insn insn, long address) {
    long target = address + insn.length() + insn.immediate();
    return insn.mode() == CodeMode.CODE_64 && insn.operandSize() == 64
        ? target
        : truncate(target, insn.operandSize());
  }

  private static String gpr(int number, int bits) {
    if (number >= 8) {
      return "r" + number + (bits == 64 ? "" : bits == 32 ? "d" : bits == 16 ? "w" : "b");
    }
    return switch (bits) {
      case 8 -> LOW_BYTES[number];
      case 16 -> WORDS[number];
      case 32 -> "e" + WORDS[number];
      default -> "r" + WORDS[number];
    };
  }

  private static String memory(Insn insn) {
    boolean bare = insn.base() == Insn.NONE && insn.index() == Insn.NONE;
    boolean override = insn.has(Insn.SEGMENT_OVERRIDE) || bare;
    String segment = override ? SEGMENTS[insn.segment()] + ":" : "";
    if (bare) {
      return segment + hex(truncate(insn.displacement(), insn.addressSize()));
    }
    StringBuilder text = new StringBuilder(segment).append('[');
    if (insn.base() == Insn.RIP) {
      text.append(insn.addressSize() == 64 ? "rip" : "eip");
    } else if (insn.base() != Insn.NONE) {
      text.append(gpr(insn.base(), insn.addressSize()));
    }
    if (insn.index() != Insn.NONE) {
      text.append(insn.base() == Insn.NONE ? "" : "+")
          .append(gpr(insn.index(), insn.addressSize()));
      if (insn.addressSize() != 16) {
        text.append('*').append(1 << insn.shift());
      }
    }
    if (insn.displacement() != 0) {
      text.append(insn.displacement() < 0 ? '-' : '+').append(hex(Math.abs(insn.displacement())));
    }
    return text.append(']').toString();
  }

  private static String memorySize(Insn insn, int position) {
    boolean table = insn.row().operands().get(position).equals("Ms");
    return table ? "" : size(insn.operand(position).bits());
  }

  private static String size(int bits) {
    return switch (bits) {
      case 8 -> "BYTE PTR ";
      case 16 -> "WORD PTR ";
      case 32 -> "DWORD PTR ";
      case 48 -> "FWORD PTR ";
      case 64 -> "QWORD PTR ";
      case 80 -> "TBYTE PTR ";
      case 128 -> "XMMWORD PTR ";
      default -> "";
    };
  }

  private static long truncate(long value, int bits) {
    return bits >= 64 || bits == 0 ? value : value & (1L << bits) - 1;
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
