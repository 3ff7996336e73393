package emu.devices.boot.check;

import emu.core.decode.CodeMode;
import emu.core.decode.Decoder;
import emu.core.decode.Disassembler;
import emu.core.decode.Insn;
import emu.core.decode.OpcodeTable;
import emu.devices.elf.ElfBytes;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The first instructions at a kernel's entry, as 32-bit and as 64-bit code. */
public final class EntryCode {
  private static final int INSTRUCTIONS = 12;
  private static final Decoder ALL = new Decoder(OpcodeTable.features());
  private static final Set<String> LEAVES = Set.of("jmp", "ret", "iret", "hlt", "retf", "call");

  private final byte[] bytes;
  private final long address;
  private final Decoder decoder = new Decoder(ALL);

  private EntryCode(byte[] bytes, long address) {
    this.bytes = bytes;
    this.address = address;
  }

  /** The code that {@code kernel} has at the physical {@code address}; none if it has none. */
  public static EntryCode of(Subject kernel, long address) throws ElfException {
    for (ElfSegment segment : kernel.segments()) {
      if (segment.holds(address)) {
        ElfBytes all = kernel.elf().bytes(segment);
        long from = address - segment.physicalAddress();
        int size = (int) Math.min(INSTRUCTIONS * Decoder.MAX_LENGTH, all.size() - from);
        byte[] bytes = new byte[size];
        all.slice(from, size).buffer().get(bytes);
        return new EntryCode(bytes, address);
      }
    }
    return new EntryCode(new byte[0], address);
  }

  /** Whether there is nothing but zeros. */
  boolean isBlank() {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** The instructions, up to the first that is none or leads elsewhere. */
  List<Insn> decode(CodeMode mode) {
    List<Insn> insns = new ArrayList<>();
    int at = 0;
    boolean last = false;
    while (!last && insns.size() < INSTRUCTIONS) {
      Insn insn = decoder.decode(bytes, at, bytes.length, mode);
      if (insn == null) {
        break;
      }
      insns.add(insn);
      at += insn.length();
      last = isUndefined(insn) || LEAVES.contains(mnemonic(insn));
    }
    return insns;
  }

  /** The first {@code most} instructions, as listings show them: "dec eax; mov esp,0x1000". */
  public String text(CodeMode mode, int most) {
    StringBuilder text = new StringBuilder();
    long at = address;
    for (Insn insn : decode(mode).stream().limit(most).toList()) {
      text.append(text.isEmpty() ? "" : "; ");
      text.append(isUndefined(insn) ? "(bad)" : Disassembler.format(insn, at));
      at += insn.length();
    }
    return text.toString();
  }

  /**
   * Whether the bytes make sense as 64-bit code only. REX prefixes, which most instructions on
   * 64-bit registers have, are increments and decrements in 32-bit code, which hardly begins with
   * several.
   */
  boolean isFor64Bits() {
    List<Insn> insns = decode(CodeMode.CODE_64);
    if (insns.isEmpty() || isUndefined(insns.getLast())) {
      return false;
    }
    int signs = 0;
    int at = 0;
    for (Insn insn : insns) {
      signs += sign(at, insn);
      at += insn.length();
    }
    return signs >= 2;
  }

  private int sign(int at, Insn insn) {
    if (startsWith(at, 0xF3, 0x0F, 0x1E, 0xFA)) {
      return 2; // ENDBR64
    }
    boolean wide = (bytes[at] & 0xF8) == 0x48 && insn.length() > 1; // REX.W
    if (!wide) {
      return 0;
    }
    // Of the stack pointer or RIP: nobody writes DEC EAX before these.
    boolean stack = startsWith(at, 0x48, 0x83, 0xEC) || startsWith(at, 0x48, 0x81, 0xEC);
    boolean frame = startsWith(at, 0x48, 0x89, 0xE5) || startsWith(at, 0x48, 0xC7, 0xC4);
    return stack || frame || insn.base() == Insn.RIP || insn.length() == 10 ? 2 : 1;
  }

  private boolean startsWith(int at, int... values) {
    for (int i = 0; i < values.length; i++) {
      if (at + i >= bytes.length || (bytes[at + i] & 0xFF) != values[i]) {
        return false;
      }
    }
    return true;
  }

  private static String mnemonic(Insn insn) {
    return insn.row().mnemonic().toLowerCase(Locale.ROOT);
  }

  private static boolean isUndefined(Insn insn) {
    return insn.row() == OpcodeTable.UNDEFINED || insn.row() == OpcodeTable.TOO_LONG;
  }
}
