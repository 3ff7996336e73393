package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Vector;
import emu.core.decode.Insn;

/** FXSAVE, XSAVE and their kin, LDMXCSR and STMXCSR (SDM 1, 5.4.3, 5.5.4 and chapter 13). */
public final class State {
  /** Bits of MXCSR that may be set. */
  static final int MXCSR_MASK = 0xFFFF;

  private static final int MXCSR_AT = 24;
  private static final int FXSAVE_SIZE = 512;

  private static final int HEADER_AT = 512;
  private static final int HEADER_SIZE = 64;

  /** State components (SDM 1, 13.1). */
  private static final int X87 = 1;

  private static final int SSE = 2;

  private State() {}

  public static void fxsave(Cpu cpu, Insn insn) {
    Availability.x87NoWait(cpu);
    long linear = aligned(cpu, insn, FXSAVE_SIZE, 16, true);
    LegacyRegion.storeX87(cpu, linear, insn.operandSize() == 64);
    storeMxcsr(cpu, linear);
    LegacyRegion.storeXmm(cpu, linear);
  }

  public static void fxrstor(Cpu cpu, Insn insn) {
    Availability.x87NoWait(cpu);
    long linear = aligned(cpu, insn, FXSAVE_SIZE, 16, false);
    cpu.mxcsr = checkedMxcsr(cpu, linear + MXCSR_AT);
    LegacyRegion.loadX87(cpu, linear, insn.operandSize() == 64);
    LegacyRegion.loadXmm(cpu, linear);
  }

  /** WAIT: takes the pending x87 exception. */
  public static void fwait(Cpu cpu, Insn insn) {
    Availability.wait(cpu);
  }

  public static void ldmxcsr(Cpu cpu, Insn insn) {
    int value = (int) Operands.read(cpu, insn, 0);
    if ((value & ~MXCSR_MASK) != 0) {
      throw cpu.generalProtection();
    }
    cpu.mxcsr = value;
  }

  public static void stmxcsr(Cpu cpu, Insn insn) {
    Operands.write(cpu, insn, 0, cpu.mxcsr);
  }

  public static void xsave(Cpu cpu, Insn insn) {
    checkXsave(cpu);
    long requested = requested(cpu);
    long linear = aligned(cpu, insn, HEADER_AT + HEADER_SIZE, 64, true);
    if ((requested & X87) != 0) {
      LegacyRegion.storeX87(cpu, linear, insn.operandSize() == 64);
    }
    if ((requested & SSE) != 0) {
      storeMxcsr(cpu, linear);
      LegacyRegion.storeXmm(cpu, linear);
    }
    long present = cpu.mmu.load64(linear + HEADER_AT);
    cpu.mmu.store64(linear + HEADER_AT, present & ~requested | requested);
  }

  /** XSAVEOPT: nothing is known to be unchanged or initial here, so all is saved. */
  public static void xsaveopt(Cpu cpu, Insn insn) {
    xsave(cpu, insn);
  }

  /** XRSTOR of the standard form (SDM 1, 13.8.1); the compacted form is not announced. */
  public static void xrstor(Cpu cpu, Insn insn) {
    checkXsave(cpu);
    long requested = requested(cpu);
    long linear = aligned(cpu, insn, HEADER_AT + HEADER_SIZE, 64, false);
    long present = cpu.mmu.load64(linear + HEADER_AT);
    long form = cpu.mmu.load64(linear + HEADER_AT + 8);
    long reserved = cpu.mmu.load64(linear + HEADER_AT + 16);
    if ((present & ~cpu.xcr0) != 0 || form != 0 || reserved != 0) {
      throw cpu.generalProtection();
    }
    if ((requested & SSE) != 0) {
      cpu.mxcsr = checkedMxcsr(cpu, linear + MXCSR_AT);
      if ((present & SSE) != 0) {
        LegacyRegion.loadXmm(cpu, linear);
      } else {
        LegacyRegion.clearXmm(cpu);
      }
    }
    if ((requested & X87) != 0) {
      if ((present & X87) != 0) {
        LegacyRegion.loadX87(cpu, linear, insn.operandSize() == 64);
      } else {
        LegacyRegion.initX87(cpu);
      }
    }
  }

  private static void checkXsave(Cpu cpu) {
    if ((cpu.cr4 & Cr.CR4_OSXSAVE) == 0) {
      throw cpu.undefinedOpcode();
    }
    if ((cpu.cr0 & Cr.CR0_TS) != 0) {
      throw cpu.fault(Vector.NM);
    }
  }

  private static long requested(Cpu cpu) {
    return cpu.xcr0 & (cpu.r[Cpu.RDX] << 32 | cpu.r[Cpu.RAX] & 0xFFFF_FFFFL);
  }

  /** Linear address of the save area, which must be aligned (#GP(0)) and accessible. */
  private static long aligned(Cpu cpu, Insn insn, int size, int alignment, boolean write) {
    long linear = Operands.linear(cpu, insn, size, write);
    if ((linear & alignment - 1) != 0) {
      cpu.mmu.checkAlignment(linear, 4); // as AMD's processors do, before #GP
      throw cpu.generalProtection();
    }
    if (write) {
      cpu.mmu.probeWrite(linear, size);
    } else {
      cpu.mmu.probeRead(linear, size);
    }
    return linear;
  }

  private static void storeMxcsr(Cpu cpu, long linear) {
    cpu.mmu.store32(linear + MXCSR_AT, cpu.mxcsr);
    cpu.mmu.store32(linear + MXCSR_AT + 4, MXCSR_MASK);
  }

  private static int checkedMxcsr(Cpu cpu, long linear) {
    int value = (int) cpu.mmu.load32(linear);
    if ((value & ~MXCSR_MASK) != 0) {
      throw cpu.generalProtection();
    }
    return value;
  }
}
