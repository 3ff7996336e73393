package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Fpu;
import emu.core.cpu.X87Opcode;

/**
 * The 512 bytes of FXSAVE, which are also the legacy region of an XSAVE area (SDM 1, 10.5.1 and
 * 13.4.1).
 */
final class LegacyRegion {
  private static final int REGISTERS_AT = 32;
  private static final int XMM_AT = 160;
  private static final long SLOT = 16;

  private LegacyRegion() {}

  /**
   * Stores x87 state. As on AMD processors, the pointers to instruction and operand are stored as 0
   * unless an exception is pending (APM 2, 11.4.4).
   *
   * @param wide pointers of 64 bits, without selectors
   */
  static void storeX87(Cpu cpu, long linear, boolean wide) {
    Fpu fpu = cpu.fpu;
    boolean pending = (fpu.status & X87.SUMMARY) != 0;
    cpu.mmu.store16(linear, fpu.control);
    cpu.mmu.store16(linear + 2, X87Control.statusWord(fpu));
    cpu.mmu.store16(linear + 4, ~fpu.empty & 0xFF);
    cpu.mmu.store16(linear + 6, pending ? X87Opcode.of(fpu) : 0);
    long instruction = fpu.lastInstruction;
    long operand = fpu.lastOperand;
    if (!wide) {
      instruction = instruction & 0xFFFF_FFFFL | (long) fpu.lastInstructionSelector << 32;
      operand = operand & 0xFFFF_FFFFL | (long) fpu.lastOperandSelector << 32;
    }
    cpu.mmu.store64(linear + 8, pending ? instruction : 0);
    cpu.mmu.store64(linear + 16, pending ? operand : 0);
    for (int i = 0; i < 8; i++) {
      int number = X87.physical(fpu, i);
      cpu.mmu.store64(linear + REGISTERS_AT + SLOT * i, fpu.mantissa[number]);
      cpu.mmu.store64(linear + REGISTERS_AT + SLOT * i + 8, fpu.signExponent[number]);
    }
  }

  /** Loads x87 state; {@code wide} as in {@link #storeX87}. */
  static void loadX87(Cpu cpu, long linear, boolean wide) {
    Fpu fpu = cpu.fpu;
    X87Control.setControl(fpu, (int) cpu.mmu.load16(linear));
    X87Control.setStatusWord(fpu, (int) cpu.mmu.load16(linear + 2));
    fpu.empty = (int) ~cpu.mmu.load8(linear + 4) & 0xFF;
    fpu.lastInsn = null;
    fpu.lastOpcode = (int) cpu.mmu.load16(linear + 6) & 0x7FF;
    long instruction = cpu.mmu.load64(linear + 8);
    long operand = cpu.mmu.load64(linear + 16);
    fpu.lastInstruction = wide ? instruction : instruction & 0xFFFF_FFFFL;
    fpu.lastInstructionSelector = wide ? 0 : (int) (instruction >>> 32) & 0xFFFF;
    fpu.lastOperand = wide ? operand : operand & 0xFFFF_FFFFL;
    fpu.lastOperandSelector = wide ? 0 : (int) (operand >>> 32) & 0xFFFF;
    for (int i = 0; i < 8; i++) {
      int number = X87.physical(fpu, i);
      fpu.mantissa[number] = cpu.mmu.load64(linear + REGISTERS_AT + SLOT * i);
      fpu.signExponent[number] = (int) cpu.mmu.load16(linear + REGISTERS_AT + SLOT * i + 8);
    }
  }

  /** The initial configuration of x87 state (SDM 1, 13.6): as FNINIT, and all registers zero. */
  static void initX87(Cpu cpu) {
    cpu.fpu.init();
    for (int i = 0; i < 8; i++) {
      cpu.fpu.mantissa[i] = 0;
      cpu.fpu.signExponent[i] = 0;
    }
  }

  static void storeXmm(Cpu cpu, long linear) {
    for (int i = 0; i < words(cpu); i++) {
      cpu.mmu.store64(linear + XMM_AT + 8L * i, cpu.xmm[i]);
    }
  }

  static void loadXmm(Cpu cpu, long linear) {
    for (int i = 0; i < words(cpu); i++) {
      cpu.xmm[i] = cpu.mmu.load64(linear + XMM_AT + 8L * i);
    }
  }

  static void clearXmm(Cpu cpu) {
    for (int i = 0; i < words(cpu); i++) {
      cpu.xmm[i] = 0;
    }
  }

  /** 64-bit words of the XMM registers that the mode has. */
  private static int words(Cpu cpu) {
    return cpu.is64BitCode() ? 32 : 16;
  }
}
