package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.decode.Insn;
import emu.core.decode.Operand;
import emu.core.mmu.Segmentation;

/** MMX and SSE data transfer (SDM 1 5.4.1, 5.5.1.1, 5.6.1.1, 5.6.3). */
public final class SimdMove {
  private static final long LOW_32 = 0xFFFF_FFFFL;

  private SimdMove() {}

  /**
   * Every plain move. The width of an XMM destination says what is written: 32 or 64 bits leave the
   * rest as it is, of 128 bits those that the source does not have become 0.
   */
  public static void mov(Cpu cpu, Insn insn) {
    Operand to = insn.operand(0);
    if (to.bits() == 128) {
      move128(cpu, insn, to);
    } else {
      moveLow(cpu, insn, to);
    }
  }

  private static void move128(Cpu cpu, Insn insn, Operand to) {
    if (insn.operand(1).bits() == 128) {
      SimdOperands.load(cpu, insn, 1);
      SimdOperands.store(cpu, insn, 0, cpu.operandLow, cpu.operandHigh);
    } else {
      SimdOperands.writeXmm(cpu, to.number(), SimdOperands.readLow(cpu, insn, 1), 0);
    }
  }

  private static void moveLow(Cpu cpu, Insn insn, Operand to) {
    long value = SimdOperands.readLow(cpu, insn, 1);
    switch (to.kind()) {
      case XMM -> {
        int at = 2 * to.number();
        cpu.xmm[at] = to.bits() == 32 ? cpu.xmm[at] & ~LOW_32 | value & LOW_32 : value;
      }
      case MMX -> SimdOperands.writeMmx(cpu, to.number(), value);
      default -> Operands.write(cpu, insn, 0, value);
    }
  }

  /** The upper half of the source to the lower half of the destination. */
  public static void movhlps(Cpu cpu, Insn insn) {
    cpu.xmm[2 * insn.operand(0).number()] = cpu.xmm[2 * insn.operand(1).number() + 1];
  }

  /** 64 bits to the upper half. */
  public static void movhps(Cpu cpu, Insn insn) {
    cpu.xmm[2 * insn.operand(0).number() + 1] = SimdOperands.readLow(cpu, insn, 1);
  }

  /** The upper half to memory. */
  public static void movhpsStore(Cpu cpu, Insn insn) {
    Operands.write(cpu, insn, 0, cpu.xmm[2 * insn.operand(1).number() + 1]);
  }

  public static void movddup(Cpu cpu, Insn insn) {
    long value = SimdOperands.readLow(cpu, insn, 1);
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), value, value);
  }

  public static void movsldup(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    long low = cpu.operandLow & LOW_32;
    long high = cpu.operandHigh & LOW_32;
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), low | low << 32, high | high << 32);
  }

  public static void movshdup(Cpu cpu, Insn insn) {
    SimdOperands.load(cpu, insn, 1);
    long low = cpu.operandLow >>> 32;
    long high = cpu.operandHigh >>> 32;
    SimdOperands.writeXmm(cpu, insn.operand(0).number(), low | low << 32, high | high << 32);
  }

  /** Signs of four dwords. */
  public static void movmskps(Cpu cpu, Insn insn) {
    int from = 2 * insn.operand(1).number();
    Operands.write(cpu, insn, 0, dwordSigns(cpu.xmm[from]) | dwordSigns(cpu.xmm[from + 1]) << 2);
  }

  private static long dwordSigns(long x) {
    return x >>> 31 & 1 | x >>> 62 & 2;
  }

  /** Signs of two qwords. */
  public static void movmskpd(Cpu cpu, Insn insn) {
    int from = 2 * insn.operand(1).number();
    Operands.write(cpu, insn, 0, cpu.xmm[from] >>> 63 | cpu.xmm[from + 1] >>> 63 << 1);
  }

  /** Signs of 8 or 16 bytes. */
  public static void pmovmskb(Cpu cpu, Insn insn) {
    Operand from = insn.operand(1);
    long signs;
    if (from.kind() == Operand.Kind.MMX) {
      signs = byteSigns(cpu.fpu.mantissa[from.number()]);
    } else {
      int at = 2 * from.number();
      signs = byteSigns(cpu.xmm[at]) | byteSigns(cpu.xmm[at + 1]) << 8;
    }
    Operands.write(cpu, insn, 0, signs);
  }

  /** Top bits of eight bytes, lowest byte first. */
  public static long byteSigns(long x) {
    // The factor moves bit 8i (once shifted down) to bit 56 + i; no two products meet in a bit.
    return (x >>> 7 & 0x0101_0101_0101_0101L) * 0x0102_0408_1020_4080L >>> 56;
  }

  /** MASKMOVQ and MASKMOVDQU: the bytes whose mask byte has its top bit set, to DS:rDI. */
  public static void maskmovq(Cpu cpu, Insn insn) {
    Operand mask = insn.operand(1);
    Operand value = insn.operand(0);
    // The whole operand must be writable, whatever the mask, as on AMD's processors.
    int size = mask.bits() >> 3;
    long offset = Operands.truncate(cpu.r[Cpu.RDI], insn.addressSize());
    long linear = Segmentation.linear(cpu, insn.segment(), offset, size, true);
    cpu.mmu.checkAlignment(linear, 8);
    cpu.mmu.probeWrite(linear, size);
    if (mask.kind() == Operand.Kind.MMX) {
      storeMasked(cpu, linear, cpu.fpu.mantissa[mask.number()], cpu.fpu.mantissa[value.number()]);
    } else {
      int by = 2 * mask.number();
      int from = 2 * value.number();
      storeMasked(cpu, linear, cpu.xmm[by], cpu.xmm[from]);
      storeMasked(cpu, linear + 8, cpu.xmm[by + 1], cpu.xmm[from + 1]);
    }
  }

  private static void storeMasked(Cpu cpu, long linear, long mask, long value) {
    for (int i = 0; i < 8; i++) {
      if ((mask >>> 8 * i & 0x80) != 0) {
        cpu.mmu.store8(linear + i, value >>> 8 * i);
      }
    }
  }

  /** All x87 registers empty. */
  public static void emms(Cpu cpu, Insn insn) {
    cpu.fpu.top = 0;
    cpu.fpu.empty = 0xFF;
  }
}
