package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Vector;

/**
 * Whether the privilege level and the control registers let an instruction run now (SDM 3A 2.5,
 * 5.9; SDM 3A, table 13-1).
 */
public final class Availability {
  private Availability() {}

  /** #GP(0) above CPL 0. */
  public static void privileged(Cpu cpu) {
    if (cpu.cpl != 0) {
      throw cpu.generalProtection();
    }
  }

  /** #UD in real-address and virtual-8086 mode. */
  static void protectedMode(Cpu cpu) {
    if (cpu.hasRealSegments()) {
      throw cpu.undefinedOpcode();
    }
  }

  /** #GP(0) above CPL 0 if CR4.UMIP is set: SGDT, SIDT, SLDT, STR and SMSW. */
  static void unlessUmip(Cpu cpu) {
    if (cpu.cpl != 0 && (cpu.cr4 & Cr.CR4_UMIP) != 0) {
      throw cpu.generalProtection();
    }
  }

  /** #NM if CR0.EM or CR0.TS is set, #MF if an unmasked x87 exception is pending. */
  public static void x87(Cpu cpu) {
    x87NoWait(cpu);
    pendingException(cpu);
  }

  /** #NM if CR0.EM or CR0.TS is set. */
  public static void x87NoWait(Cpu cpu) {
    if ((cpu.cr0 & (Cr.CR0_EM | Cr.CR0_TS)) != 0) {
      throw cpu.fault(Vector.NM);
    }
  }

  /** #NM for WAIT, which looks at CR0.MP and CR0.TS; then #MF. */
  public static void wait(Cpu cpu) {
    if ((cpu.cr0 & Cr.CR0_MP) != 0 && (cpu.cr0 & Cr.CR0_TS) != 0) {
      throw cpu.fault(Vector.NM);
    }
    pendingException(cpu);
  }

  /** #UD if CR0.EM is set, #NM if CR0.TS is, #MF if an x87 exception is pending. */
  public static void mmx(Cpu cpu) {
    if ((cpu.cr0 & Cr.CR0_EM) != 0) {
      throw cpu.undefinedOpcode();
    }
    if ((cpu.cr0 & Cr.CR0_TS) != 0) {
      throw cpu.fault(Vector.NM);
    }
    pendingException(cpu);
  }

  /** #UD if CR0.EM is set or CR4.OSFXSR is not, #NM if CR0.TS is set. */
  public static void sse(Cpu cpu) {
    if ((cpu.cr0 & Cr.CR0_EM) != 0 || (cpu.cr4 & Cr.CR4_OSFXSR) == 0) {
      throw cpu.undefinedOpcode();
    }
    if ((cpu.cr0 & Cr.CR0_TS) != 0) {
      throw cpu.fault(Vector.NM);
    }
  }

  // The error-summary bit of the status word says that an unmasked exception is pending.
  // Deviation: with CR0.NE clear the processor does not stop until the interrupt that FERR#
  // requests; it goes on as
  // if IGNNE# were asserted, and the interrupt comes after this instruction.
  private static void pendingException(Cpu cpu) {
    boolean pending = (cpu.fpu.status & 0x80) != 0;
    if ((cpu.cr0 & Cr.CR0_NE) == 0) {
      cpu.fpu.errorLine.set(pending);
    } else if (pending) {
      throw cpu.fault(Vector.MF);
    }
  }
}
