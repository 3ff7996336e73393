package emu.core.insn;

import emu.core.cpu.CodeSegments;
import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.cpu.SystemFlags;
import emu.core.debug.CpuObserver.Transfer;
import emu.core.decode.CodeMode;
import emu.core.decode.Insn;

/**
 * SYSCALL, SYSRET, SYSENTER and SYSEXIT as processors of AMD do them (AMD APM 3): SYSCALL and
 * SYSRET work in every mode, SYSENTER and SYSEXIT in legacy mode only.
 */
public final class SystemCalls {
  private static final long EIP = 0xFFFF_FFFFL;

  private SystemCalls() {}

  /** SYSCALL. */
  public static void syscall(Cpu cpu, Insn insn) {
    int oldSelector = FarTransfers.selector(cpu);
    long next = cpu.rip;
    requireEnabled(cpu);
    int selector = (int) (cpu.msrs.star >>> 32) & 0xFFFC;
    if (cpu.isLongMode()) {
      cpu.r[Cpu.RCX] = cpu.rip;
      cpu.r[11] = Flags.get(cpu) & ~Flags.RF;
      cpu.rip = cpu.is64BitCode() ? cpu.msrs.lstar : cpu.msrs.cstar;
      CodeSegments.installFlat(cpu, selector, CodeMode.CODE_64, 0);
      SystemFlags.clear(cpu, (int) cpu.msrs.fmask | Flags.RF);
    } else {
      cpu.r[Cpu.RCX] = cpu.rip & EIP;
      cpu.rip = cpu.msrs.star & EIP;
      CodeSegments.installFlat(cpu, selector, CodeMode.CODE_32, 0);
      SystemFlags.clear(cpu, Flags.IF | Flags.RF | Flags.VM);
    }
    CodeSegments.installFlatStack(cpu, selector + 8, 0);
    // A mask on TF holds for the trap after this instruction too.
    if ((cpu.systemFlags & Flags.TF) == 0) {
      cpu.debug.cancelStep();
    }
    cpu.modeChanged();
    FarTransfers.made(cpu, Transfer.SYSCALL, oldSelector, next);
  }

  /**
   * SYSRET. As on AMD's processors a return address that is not canonical faults at its target, in
   * user mode.
   *
   * <p>Deviation: SS gets the attributes of a flat data segment, where AMD's processors leave them
   * as they were.
   */
  public static void sysret(Cpu cpu, Insn insn) {
    int oldSelector = FarTransfers.selector(cpu);
    long next = cpu.rip;
    requireEnabled(cpu);
    Availability.privileged(cpu);
    int selector = (int) (cpu.msrs.star >>> 48) & 0xFFFC;
    int flags = (int) cpu.r[11];
    if (insn.operandSize() == 64) {
      cpu.rip = cpu.r[Cpu.RCX];
      CodeSegments.installFlat(cpu, selector + 16, CodeMode.CODE_64, 3);
    } else {
      cpu.rip = cpu.r[Cpu.RCX] & EIP;
      CodeSegments.installFlat(cpu, selector, CodeMode.CODE_32, 3);
    }
    CodeSegments.installFlatStack(cpu, selector + 8, 3);
    if (cpu.isLongMode()) {
      SystemFlags.write(cpu, flags & ~(Flags.RF | Flags.VM), SystemFlags.WRITABLE);
    } else {
      SystemFlags.write(cpu, Flags.IF, Flags.IF);
    }
    cpu.modeChanged();
    if ((cpu.systemFlags & Flags.TF) != 0) {
      cpu.debug.stepNow();
    }
    FarTransfers.made(cpu, Transfer.SYSRET, oldSelector, next);
  }

  private static void requireEnabled(Cpu cpu) {
    if ((cpu.efer & Cr.EFER_SCE) == 0 || !cpu.isProtected()) {
      throw cpu.undefinedOpcode();
    }
  }

  /** SYSENTER: #UD in long mode, #GP(0) if IA32_SYSENTER_CS is null. */
  public static void sysenter(Cpu cpu, Insn insn) {
    int oldSelector = FarTransfers.selector(cpu);
    long next = cpu.rip;
    int selector = sysenterSelector(cpu);
    SystemFlags.clear(cpu, Flags.IF | Flags.VM | Flags.RF);
    CodeSegments.installFlat(cpu, selector, CodeMode.CODE_32, 0);
    CodeSegments.installFlatStack(cpu, selector + 8, 0);
    cpu.r[Cpu.RSP] = cpu.msrs.sysenterEsp & EIP;
    cpu.rip = cpu.msrs.sysenterEip & EIP;
    cpu.modeChanged();
    FarTransfers.made(cpu, Transfer.SYSENTER, oldSelector, next);
  }

  /** SYSEXIT: as SYSENTER, and #GP(0) above CPL 0. */
  public static void sysexit(Cpu cpu, Insn insn) {
    int oldSelector = FarTransfers.selector(cpu);
    long next = cpu.rip;
    int selector = sysenterSelector(cpu);
    Availability.privileged(cpu);
    CodeSegments.installFlat(cpu, selector + 16, CodeMode.CODE_32, 3);
    CodeSegments.installFlatStack(cpu, selector + 24, 3);
    cpu.r[Cpu.RSP] = cpu.r[Cpu.RCX] & EIP;
    cpu.rip = cpu.r[Cpu.RDX] & EIP;
    cpu.modeChanged();
    FarTransfers.made(cpu, Transfer.SYSEXIT, oldSelector, next);
  }

  private static int sysenterSelector(Cpu cpu) {
    if (cpu.isLongMode()) {
      throw cpu.undefinedOpcode();
    }
    int selector = (int) cpu.msrs.sysenterCs & 0xFFFC;
    if (!cpu.isProtected() || selector == 0) {
      throw cpu.generalProtection();
    }
    return selector;
  }
}
