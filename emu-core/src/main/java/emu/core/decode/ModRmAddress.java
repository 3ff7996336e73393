package emu.core.decode;

/**
 * The effective address that ModRM, SIB and displacement name (SDM 2A, tables 2-1 to 2-3, and
 * 2.2.1).
 */
final class ModRmAddress {
  private static final int BX = 3;
  private static final int SP = 4;
  private static final int BP = 5;
  private static final int SI = 6;
  private static final int DI = 7;
  private static final int SS = 2;
  private static final int DS = 3;

  private static final int[] BASES_16 = {BX, BX, BP, BP, SI, DI, BP, BX};
  private static final int[] INDEXES_16 = {
    SI, DI, SI, DI, Insn.NONE, Insn.NONE, Insn.NONE, Insn.NONE
  };

  int base;
  int index;
  int shift;
  long displacement;

  /** Segment register that applies without an override. */
  int segment;

  void clear() {
    base = Insn.NONE;
    index = Insn.NONE;
    shift = 0;
    displacement = 0;
    segment = DS;
  }

  /**
   * Reads what follows the ModRM byte, whose mod is not 3.
   *
   * @return index of the byte after it, or -1 if bytes at or past {@code end} are needed
   */
  int read(byte[] code, int at, int end, int modRm, int rex, int addressSize, CodeMode mode) {
    if (addressSize == 16) {
      return read16(code, at, end, modRm);
    }
    int next = at;
    int mod = modRm >>> 6;
    int low = modRm & 7;
    if (low == 4) {
      if (next >= end) {
        return -1;
      }
      int sib = code[next++];
      shift = sib >>> 6 & 3;
      index = sib >>> 3 & 7 | (rex & 2) << 2;
      if (index == SP) {
        index = Insn.NONE;
        shift = 0;
      }
      low = sib & 7;
    } else if (low == 5 && mod == 0 && mode == CodeMode.CODE_64) {
      base = Insn.RIP;
      return displacement(code, next, end, 4);
    }
    if (low == 5 && mod == 0) {
      return displacement(code, next, end, 4);
    }
    base = low | (rex & 1) << 3;
    if (base == SP || base == BP) {
      segment = SS;
    }
    return mod == 0 ? next : displacement(code, next, end, mod == 1 ? 1 : 4);
  }

  private int read16(byte[] code, int at, int end, int modRm) {
    int mod = modRm >>> 6;
    int low = modRm & 7;
    if (mod == 0 && low == 6) {
      return displacement(code, at, end, 2);
    }
    base = BASES_16[low];
    index = INDEXES_16[low];
    if (base == BP) {
      segment = SS;
    }
    return mod == 0 ? at : displacement(code, at, end, mod);
  }

  private int displacement(byte[] code, int at, int end, int bytes) {
    if (end - at < bytes) {
      return -1;
    }
    int unused = 64 - 8 * bytes;
    displacement = LittleEndian.read(code, at, bytes) << unused >> unused;
    return at + bytes;
  }
}
