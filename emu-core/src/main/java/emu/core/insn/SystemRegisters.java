package emu.core.insn;

import emu.core.cpu.ControlRegisters;
import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Debug;
import emu.core.cpu.ModelSpecificRegisters;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.decode.Insn;

/** Control, debug and model-specific registers (SDM 2: MOV CR, MOV DR, RDMSR, WRMSR and others). */
public final class SystemRegisters {
  private static final long DR6_FIXED = 0xFFFF_0FF0L;
  private static final long DR6_WRITABLE = 0xE00F;
  private static final long DR7_FIXED = 0x400;
  private static final long DR7_WRITABLE = 0xFFFF_23FFL;
  private static final long MACHINE_STATUS = Cr.CR0_PE | Cr.CR0_MP | Cr.CR0_EM | Cr.CR0_TS;

  private SystemRegisters() {}

  /** MOV r, CRn. */
  public static void movFromCr(Cpu cpu, Insn insn) {
    Availability.privileged(cpu);
    long value =
        switch (insn.operand(1).number()) {
          case 0 -> cpu.cr0;
          case 2 -> cpu.cr2;
          case 3 -> cpu.cr3;
          case 4 -> cpu.cr4;
          case 8 -> cpu.interruptController().taskPriority();
          default -> throw cpu.undefinedOpcode();
        };
    Operands.write(cpu, insn, 0, value);
  }

  /** MOV CRn, r. */
  public static void movToCr(Cpu cpu, Insn insn) {
    Availability.privileged(cpu);
    long value = Operands.read(cpu, insn, 1);
    switch (insn.operand(0).number()) {
      case 0 -> ControlRegisters.writeCr0(cpu, value);
      case 2 -> cpu.cr2 = value;
      case 3 -> ControlRegisters.writeCr3(cpu, value);
      case 4 -> ControlRegisters.writeCr4(cpu, value);
      case 8 -> ControlRegisters.writeCr8(cpu, value);
      default -> throw cpu.undefinedOpcode();
    }
  }

  /** MOV r, DRn. */
  public static void movFromDr(Cpu cpu, Insn insn) {
    Availability.privileged(cpu);
    int number = debugRegister(cpu, insn.operand(1).number());
    Operands.write(cpu, insn, 0, cpu.dr[number]);
  }

  /** MOV DRn, r. */
  public static void movToDr(Cpu cpu, Insn insn) {
    Availability.privileged(cpu);
    int number = debugRegister(cpu, insn.operand(0).number());
    long value = Operands.read(cpu, insn, 1);
    if (number >= 6 && value >>> 32 != 0) {
      throw cpu.generalProtection();
    }
    cpu.dr[number] =
        switch (number) {
          case 6 -> value & DR6_WRITABLE | DR6_FIXED;
          case 7 -> value & DR7_WRITABLE | DR7_FIXED;
          default -> value;
        };
    cpu.debug.armBreakpoints();
  }

  /**
   * DR4 and DR5 are DR6 and DR7 unless CR4.DE is set; with DR7.GD any access raises #DB (SDM 3B
   * 17.2).
   */
  private static int debugRegister(Cpu cpu, int number) {
    boolean alias = number == 4 || number == 5;
    if (number > 7 || alias && (cpu.cr4 & Cr.CR4_DE) != 0) {
      throw cpu.undefinedOpcode();
    }
    if ((cpu.dr[7] & Debug.DR7_GD) != 0) {
      cpu.dr[6] |= Debug.DR6_BD;
      cpu.dr[7] &= ~Debug.DR7_GD;
      throw cpu.fault(Vector.DB);
    }
    return alias ? number + 2 : number;
  }

  /** CLTS. */
  public static void clts(Cpu cpu, Insn insn) {
    Availability.privileged(cpu);
    cpu.cr0 &= ~Cr.CR0_TS;
    cpu.modeChanged();
  }

  /** LMSW: sets PE, MP, EM and TS; cannot clear PE. */
  public static void lmsw(Cpu cpu, Insn insn) {
    Availability.privileged(cpu);
    long value = Operands.read(cpu, insn, 0) & MACHINE_STATUS | cpu.cr0 & Cr.CR0_PE;
    ControlRegisters.writeCr0(cpu, cpu.cr0 & ~MACHINE_STATUS | value);
  }

  /** SMSW. */
  public static void smsw(Cpu cpu, Insn insn) {
    Availability.unlessUmip(cpu);
    Operands.write(cpu, insn, 0, cpu.cr0);
  }

  /** RDMSR. */
  public static void rdmsr(Cpu cpu, Insn insn) {
    Availability.privileged(cpu);
    split(cpu, ModelSpecificRegisters.read(cpu, (int) cpu.r[Cpu.RCX]));
  }

  /** WRMSR. */
  public static void wrmsr(Cpu cpu, Insn insn) {
    Availability.privileged(cpu);
    ModelSpecificRegisters.write(cpu, (int) cpu.r[Cpu.RCX], joined(cpu));
  }

  /** RDTSC. */
  public static void rdtsc(Cpu cpu, Insn insn) {
    if (cpu.cpl != 0 && (cpu.cr4 & Cr.CR4_TSD) != 0) {
      throw cpu.generalProtection();
    }
    split(cpu, ModelSpecificRegisters.timeStamp(cpu));
  }

  /** RDTSCP. */
  public static void rdtscp(Cpu cpu, Insn insn) {
    rdtsc(cpu, insn);
    cpu.r[Cpu.RCX] = cpu.msrs.tscAux;
  }

  /** RDPMC: there are no performance counters, so any number is #GP(0). */
  @SuppressWarnings("DoNotCallSuggester") // The opcode table calls it.
  public static void rdpmc(Cpu cpu, Insn insn) {
    throw cpu.generalProtection();
  }

  /** XGETBV. */
  public static void xgetbv(Cpu cpu, Insn insn) {
    requireXsave(cpu);
    if ((int) cpu.r[Cpu.RCX] != 0) {
      throw cpu.generalProtection();
    }
    split(cpu, cpu.xcr0);
  }

  /** XSETBV: x87 state must stay enabled; SSE state may be. */
  public static void xsetbv(Cpu cpu, Insn insn) {
    requireXsave(cpu);
    Availability.privileged(cpu);
    long value = joined(cpu);
    if ((int) cpu.r[Cpu.RCX] != 0 || (value & ~3) != 0 || (value & 1) == 0) {
      throw cpu.generalProtection();
    }
    cpu.xcr0 = value;
    cpu.modeChanged();
  }

  private static void requireXsave(Cpu cpu) {
    if ((cpu.cr4 & Cr.CR4_OSXSAVE) == 0) {
      throw cpu.undefinedOpcode();
    }
  }

  /** SWAPGS. */
  public static void swapgs(Cpu cpu, Insn insn) {
    Availability.privileged(cpu);
    Segment gs = cpu.segments[Segment.GS];
    long base = gs.base;
    gs.base = cpu.msrs.kernelGsBase;
    cpu.segmentBase[Segment.GS] = gs.base;
    cpu.msrs.kernelGsBase = base;
  }

  /** RDFSBASE. */
  public static void rdfsbase(Cpu cpu, Insn insn) {
    requireFsgsbase(cpu);
    Operands.write(cpu, insn, 0, cpu.segments[Segment.FS].base);
  }

  /** RDGSBASE. */
  public static void rdgsbase(Cpu cpu, Insn insn) {
    requireFsgsbase(cpu);
    Operands.write(cpu, insn, 0, cpu.segments[Segment.GS].base);
  }

  /** WRFSBASE. */
  public static void wrfsbase(Cpu cpu, Insn insn) {
    requireFsgsbase(cpu);
    ModelSpecificRegisters.writeBase(cpu, Segment.FS, Operands.read(cpu, insn, 0));
  }

  /** WRGSBASE. */
  public static void wrgsbase(Cpu cpu, Insn insn) {
    requireFsgsbase(cpu);
    ModelSpecificRegisters.writeBase(cpu, Segment.GS, Operands.read(cpu, insn, 0));
  }

  private static void requireFsgsbase(Cpu cpu) {
    if ((cpu.cr4 & Cr.CR4_FSGSBASE) == 0) {
      throw cpu.undefinedOpcode();
    }
  }

  /** EDX:EAX. */
  private static long joined(Cpu cpu) {
    return cpu.r[Cpu.RDX] << 32 | cpu.r[Cpu.RAX] & 0xFFFF_FFFFL;
  }

  private static void split(Cpu cpu, long value) {
    cpu.r[Cpu.RAX] = value & 0xFFFF_FFFFL;
    cpu.r[Cpu.RDX] = value >>> 32;
  }
}
