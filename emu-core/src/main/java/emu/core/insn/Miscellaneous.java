package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;

/** Miscellaneous instructions (SDM 1 5.1.13, 5.11.2). */
public final class Miscellaneous {
  // Bits reversed (SDM 2A, CRC32).
  private static final int CRC32C = 0x82F6_3B78;
  private static final int[] CRC = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : CRC32C);
      }
      CRC[i] = crc;
    }
  }

  private Miscellaneous() {}

  /** Also the hints: nothing is prefetched, and no branch target is marked. */
  public static void nop(Cpu cpu, Insn insn) {}

  public static void pause(Cpu cpu, Insn insn) {}

  public static void crc32(Cpu cpu, Insn insn) {
    int crc = (int) Operands.read(cpu, insn, 0);
    long value = Operands.read(cpu, insn, 1);
    for (int i = 0; i < insn.operand(1).bits(); i += 8) {
      crc = crc >>> 8 ^ CRC[(crc ^ (int) (value >>> i)) & 0xFF];
    }
    Operands.write(cpu, insn, 0, crc & 0xFFFF_FFFFL);
  }
}
