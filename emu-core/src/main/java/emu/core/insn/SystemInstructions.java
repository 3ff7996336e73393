package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.CpuidLeaves;
import emu.core.decode.Insn;
import emu.core.mmu.Segmentation;

/** System instructions that touch no system table (SDM 1 5.20). */
@SuppressWarnings("DoNotCallSuggester") // The opcode table calls what always faults, too.
public final class SystemInstructions {
  private SystemInstructions() {}

  /** UD0, UD1 and UD2. */
  public static void undefined(Cpu cpu, Insn insn) {
    throw cpu.undefinedOpcode();
  }

  /** What an instruction of more than 15 bytes does: #GP(0) (SDM 2A 2.3.11). */
  public static void tooLong(Cpu cpu, Insn insn) {
    throw cpu.generalProtection();
  }

  /** RSM: #UD, since there is no system-management mode. */
  public static void rsm(Cpu cpu, Insn insn) {
    throw cpu.undefinedOpcode();
  }

  /** HLT. */
  public static void hlt(Cpu cpu, Insn insn) {
    Availability.privileged(cpu);
    cpu.halted = true;
    cpu.requestAttention();
  }

  /** CPUID. */
  public static void cpuid(Cpu cpu, Insn insn) {
    CpuidLeaves.read(cpu);
  }

  /** INVLPG: no access is made, so nothing but the privilege is checked. */
  public static void invlpg(Cpu cpu, Insn insn) {
    Availability.privileged(cpu);
    long address = cpu.segmentBase[insn.segment()] + Operands.effectiveAddress(cpu, insn);
    long linear = cpu.isLongMode() ? address : address & 0xFFFF_FFFFL;
    cpu.mmu.flushPage(linear);
    if (cpu.observer != null) {
      cpu.observer.pageInvalidated(cpu, linear);
    }
  }

  /** INVD: there are no caches. */
  public static void invd(Cpu cpu, Insn insn) {
    Availability.privileged(cpu);
  }

  /** WBINVD: there are no caches. */
  public static void wbinvd(Cpu cpu, Insn insn) {
    Availability.privileged(cpu);
  }

  /** CLFLUSH and CLFLUSHOPT: fault as a load of the byte does. */
  public static void clflush(Cpu cpu, Insn insn) {
    cpu.mmu.probeRead(Operands.linear(cpu, insn, 1, false), 1);
  }

  /** MONITOR: faults as a load of the byte at DS:rAX does; #GP(0) for unknown extensions in ECX. */
  public static void monitor(Cpu cpu, Insn insn) {
    requireLevelZero(cpu);
    if ((int) cpu.r[Cpu.RCX] != 0) {
      throw cpu.generalProtection();
    }
    long offset = Operands.truncate(cpu.r[Cpu.RAX], insn.addressSize());
    cpu.mmu.probeRead(Segmentation.linear(cpu, insn.segment(), offset, 1, false), 1);
  }

  /** MWAIT: wakes at once, as it may at any time (SDM 2B, MWAIT). */
  public static void mwait(Cpu cpu, Insn insn) {
    requireLevelZero(cpu);
    if ((int) cpu.r[Cpu.RCX] != 0) {
      throw cpu.generalProtection();
    }
  }

  private static void requireLevelZero(Cpu cpu) {
    if (cpu.cpl != 0) {
      throw cpu.undefinedOpcode();
    }
  }
}
