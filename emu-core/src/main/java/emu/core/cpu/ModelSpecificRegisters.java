package emu.core.cpu;

/**
 * RDMSR and WRMSR: which model-specific registers there are, and what their writes check (SDM 4,
 * chapter 2; AMD APM 2, appendix A). Any other number is #GP(0).
 */
public final class ModelSpecificRegisters {
  static final int TSC = 0x10;
  static final int APIC_BASE = 0x1B;
  static final int TSC_ADJUST = 0x3B;
  static final int SPEC_CTRL = 0x48;
  static final int PATCH_LEVEL = 0x8B;
  static final int ARCH_CAPABILITIES = 0x10A;
  static final int SYSENTER_CS = 0x174;
  static final int SYSENTER_ESP = 0x175;
  static final int SYSENTER_EIP = 0x176;
  static final int MISC_ENABLE = 0x1A0;
  static final int TSC_DEADLINE = 0x6E0;
  static final int EFER = 0xC000_0080;
  static final int STAR = 0xC000_0081;
  static final int LSTAR = 0xC000_0082;
  static final int CSTAR = 0xC000_0083;
  static final int FMASK = 0xC000_0084;
  static final int FS_BASE = 0xC000_0100;
  static final int GS_BASE = 0xC000_0101;
  static final int KERNEL_GS_BASE = 0xC000_0102;
  static final int TSC_AUX = 0xC000_0103;
  static final int SYSCFG = 0xC001_0010;
  static final int HWCR = 0xC001_0015;
  static final int INTERRUPT_PENDING = 0xC001_0055;

  /**
   * IA32_ARCH_CAPABILITIES: RDCL_NO, IBRS_ALL, SKIP_L1DFL_VMENTRY, SSB_NO, MDS_NO,
   * IF_PSCHANGE_MC_NO, TAA_NO, SBDR_SSDP_NO, FBSDP_NO, PSDP_NO, BHI_NO, PBRSB_NO, GDS_NO, RFDS_NO.
   * All true: nothing is executed ahead of time, and no data is cached where another context could
   * find it.
   */
  static final long NOT_VULNERABLE =
      1L << 0 | 1L << 1 | 1L << 3 | 1L << 4 | 1L << 5 | 1L << 6 | 1L << 8 | 1L << 13 | 1L << 14
          | 1L << 15 | 1L << 20 | 1L << 24 | 1L << 26 | 1L << 27;

  private static final long APIC_BSP = 1 << 8;
  private static final long APIC_ENABLE = 1 << 11;
  private static final long MICROCODE = 0x0100_0065;

  private ModelSpecificRegisters() {}

  /** Value of register {@code number}; #GP(0) if there is none. */
  public static long read(Cpu cpu, int number) {
    Msrs msrs = cpu.msrs;
    return switch (number) {
      case TSC -> timeStamp(cpu);
      case APIC_BASE -> cpu.interruptController().apicBase();
      case TSC_ADJUST -> announced(cpu, "TSC_ADJUST", msrs.tscAdjust);
      case SPEC_CTRL -> announced(cpu, "IBRS", msrs.specCtrl);
      case PATCH_LEVEL -> MICROCODE;
      case ARCH_CAPABILITIES -> announced(cpu, "ARCH_CAPABILITIES", NOT_VULNERABLE);
      case SYSENTER_CS -> announced(cpu, "SEP", msrs.sysenterCs);
      case SYSENTER_ESP -> announced(cpu, "SEP", msrs.sysenterEsp);
      case SYSENTER_EIP -> announced(cpu, "SEP", msrs.sysenterEip);
      case MISC_ENABLE -> msrs.miscEnable;
      case TSC_DEADLINE -> announced(cpu, "TSC_DEADLINE", cpu.interruptController().tscDeadline());
      case SYSCFG -> msrs.syscfg;
      case HWCR -> msrs.hwcr;
      case INTERRUPT_PENDING -> 0;
      default -> number < 0 ? readExtended(cpu, number) : MemoryTypes.read(cpu, number);
    };
  }

  private static long readExtended(Cpu cpu, int number) {
    Msrs msrs = cpu.msrs;
    return switch (number) {
      case EFER -> cpu.efer;
      case STAR -> announced(cpu, "SYSCALL", msrs.star);
      case LSTAR -> announced(cpu, "LM", msrs.lstar);
      case CSTAR -> announced(cpu, "LM", msrs.cstar);
      case FMASK -> announced(cpu, "LM", msrs.fmask);
      case FS_BASE -> announced(cpu, "LM", cpu.segments[Segment.FS].base);
      case GS_BASE -> announced(cpu, "LM", cpu.segments[Segment.GS].base);
      case KERNEL_GS_BASE -> announced(cpu, "LM", msrs.kernelGsBase);
      case TSC_AUX -> announced(cpu, "RDTSCP", msrs.tscAux);
      default -> throw cpu.generalProtection();
    };
  }

  /** The time-stamp counter as RDTSC reads it. */
  public static long timeStamp(Cpu cpu) {
    return cpu.tscNow() + cpu.msrs.tscAdjust;
  }

  private static long announced(Cpu cpu, String feature, long value) {
    requireFeature(cpu, feature);
    return value;
  }

  private static void requireFeature(Cpu cpu, String feature) {
    if (!cpu.model.has(feature)) {
      throw cpu.generalProtection();
    }
  }

  /**
   * Writes register {@code number}; #GP(0) if there is none, it is read-only, or {@code value} has
   * reserved bits.
   */
  public static void write(Cpu cpu, int number, long value) {
    // A read first: it faults for registers that are not there.
    read(cpu, number);
    if (number < 0) {
      writeExtended(cpu, number, value);
    } else {
      writeArchitectural(cpu, number, value);
    }
  }

  private static void writeArchitectural(Cpu cpu, int number, long value) {
    Msrs msrs = cpu.msrs;
    switch (number) {
      case TSC -> writeTscAdjust(cpu, value - cpu.tscNow());
      case APIC_BASE -> writeApicBase(cpu, value);
      case TSC_ADJUST -> writeTscAdjust(cpu, value);
      case SPEC_CTRL -> msrs.specCtrl = reserved(cpu, value, ~1L);
      case SYSENTER_CS -> msrs.sysenterCs = value & 0xFFFF_FFFFL;
      case SYSENTER_ESP -> msrs.sysenterEsp = canonical(cpu, value);
      case SYSENTER_EIP -> msrs.sysenterEip = canonical(cpu, value);
      case MISC_ENABLE -> msrs.miscEnable = value;
      case TSC_DEADLINE -> writeTscDeadline(cpu, value);
      case ARCH_CAPABILITIES, PATCH_LEVEL -> throw cpu.generalProtection();
      default -> MemoryTypes.write(cpu, number, value);
    }
  }

  /** The deadline stays the same counter value, which comes at another time now. */
  private static void writeTscAdjust(Cpu cpu, long value) {
    cpu.msrs.tscAdjust = value;
    long deadline = cpu.interruptController().tscDeadline();
    if (deadline != 0) {
      writeTscDeadline(cpu, deadline);
    }
  }

  private static void writeTscDeadline(Cpu cpu, long value) {
    long now = timeStamp(cpu);
    long ticks = value - now;
    boolean passed = Long.compareUnsigned(value, now) <= 0;
    cpu.interruptController()
        .setTscDeadline(value, passed ? 0 : ticks < 0 ? Long.MAX_VALUE : ticks);
  }

  private static void writeExtended(Cpu cpu, int number, long value) {
    Msrs msrs = cpu.msrs;
    switch (number) {
      case EFER -> ControlRegisters.writeEfer(cpu, value);
      case STAR -> msrs.star = value;
      case LSTAR -> msrs.lstar = canonical(cpu, value);
      case CSTAR -> msrs.cstar = canonical(cpu, value);
      case FMASK -> msrs.fmask = value & 0xFFFF_FFFFL;
      case FS_BASE -> writeBase(cpu, Segment.FS, value);
      case GS_BASE -> writeBase(cpu, Segment.GS, value);
      case KERNEL_GS_BASE -> msrs.kernelGsBase = canonical(cpu, value);
      case TSC_AUX -> msrs.tscAux = reserved(cpu, value, ~0xFFFF_FFFFL);
      case SYSCFG -> msrs.syscfg = value;
      case HWCR -> msrs.hwcr = value;
      case INTERRUPT_PENDING -> reserved(cpu, value, -1L);
      default -> throw cpu.generalProtection();
    }
  }

  /** Sets the base of FS or GS, 64 bits; #GP(0) if it is not canonical. */
  public static void writeBase(Cpu cpu, int segment, long base) {
    canonical(cpu, base);
    cpu.segments[segment].base = base;
    cpu.segmentBase[segment] = base;
  }

  private static void writeApicBase(Cpu cpu, long value) {
    long address = (1L << cpu.model.physicalBits()) - 1 & -4096L;
    reserved(cpu, value, ~(address | APIC_ENABLE | APIC_BSP));
    cpu.interruptController().setApicBase(value);
  }

  private static long canonical(Cpu cpu, long value) {
    if (!CodeSegments.isCanonical(value)) {
      throw cpu.generalProtection();
    }
    return value;
  }

  /** {@code value}, or #GP(0) if it has one of the bits {@code mask}. */
  static long reserved(Cpu cpu, long value, long mask) {
    if ((value & mask) != 0) {
      throw cpu.generalProtection();
    }
    return value;
  }
}
