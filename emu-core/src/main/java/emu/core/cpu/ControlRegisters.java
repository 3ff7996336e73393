package emu.core.cpu;

/**
 * Writes of CR0, CR3, CR4 and IA32_EFER, with the mode switches they make (SDM 3A 2.5, 9.8.5, 4.1).
 */
public final class ControlRegisters {
  private static final long CR0_WRITABLE =
      Cr.CR0_PE | Cr.CR0_MP | Cr.CR0_EM | Cr.CR0_TS | Cr.CR0_NE | Cr.CR0_WP | Cr.CR0_AM | Cr.CR0_NW
          | Cr.CR0_CD | Cr.CR0_PG;
  private static final long CR0_PAGING = Cr.CR0_PE | Cr.CR0_PG | Cr.CR0_WP;
  private static final long CR4_PAGING =
      Cr.CR4_PSE | Cr.CR4_PAE | Cr.CR4_PGE | Cr.CR4_SMEP | Cr.CR4_SMAP;

  private ControlRegisters() {}

  /** Writes CR0; reserved bits of the lower half are ignored, a bit of the upper half is #GP(0). */
  public static void writeCr0(Cpu cpu, long value) {
    boolean paging = (value & Cr.CR0_PG) != 0;
    boolean invalid =
        value >>> 32 != 0
            || paging && (value & Cr.CR0_PE) == 0
            || (value & Cr.CR0_NW) != 0 && (value & Cr.CR0_CD) == 0;
    if (invalid) {
      throw cpu.generalProtection();
    }
    boolean wasPaging = (cpu.cr0 & Cr.CR0_PG) != 0;
    long efer = cpu.efer;
    if (paging && !wasPaging) {
      efer = startPaging(cpu);
    } else if (!paging && wasPaging) {
      efer = stopPaging(cpu);
    }
    long changed = cpu.cr0 ^ value;
    boolean reload = paging && wasPaging && (changed & (Cr.CR0_CD | Cr.CR0_NW)) != 0;
    if (reload && hasPdptes(cpu, value, cpu.cr4) && !cpu.mmu.loadPdptes(cpu.cr3)) {
      throw cpu.generalProtection();
    }
    long oldCr0 = cpu.cr0;
    long oldEfer = cpu.efer;
    cpu.cr0 = value & CR0_WRITABLE | Cr.CR0_ET;
    cpu.efer = efer;
    if ((changed & CR0_PAGING) != 0) {
      cpu.mmu.flushAll();
    }
    cpu.modeChanged();
    tellModeChange(cpu, oldCr0, oldEfer);
  }

  private static void tellModeChange(Cpu cpu, long oldCr0, long oldEfer) {
    boolean changed =
        ((cpu.cr0 ^ oldCr0) & (Cr.CR0_PE | Cr.CR0_PG)) != 0
            || ((cpu.efer ^ oldEfer) & (Cr.EFER_LME | Cr.EFER_LMA)) != 0;
    if (changed && cpu.observer != null) {
      cpu.observer.modeChanged(cpu, oldCr0, oldEfer);
    }
  }

  /** Checks the rules for setting CR0.PG, and yields the new IA32_EFER. */
  private static long startPaging(Cpu cpu) {
    boolean pae = (cpu.cr4 & Cr.CR4_PAE) != 0;
    if ((cpu.efer & Cr.EFER_LME) == 0) {
      if (pae && !cpu.mmu.loadPdptes(cpu.cr3)) {
        throw cpu.generalProtection();
      }
      return cpu.efer;
    }
    boolean shortTask = cpu.tr.is(Segment.PRESENT) && (cpu.tr.access & 8) == 0;
    if (!pae || cpu.segments[Segment.CS].is(Segment.LONG) || shortTask) {
      throw cpu.generalProtection();
    }
    return cpu.efer | Cr.EFER_LMA;
  }

  private static long stopPaging(Cpu cpu) {
    if (cpu.is64BitCode()) {
      throw cpu.generalProtection();
    }
    return cpu.efer & ~Cr.EFER_LMA;
  }

  /**
   * Writes CR3: a page-table base beyond the physical address space is #GP(0), as are bad PDPTEs
   * under PAE paging.
   */
  public static void writeCr3(Cpu cpu, long value) {
    if (cpu.isLongMode() && value >>> cpu.model.physicalBits() != 0) {
      throw cpu.generalProtection();
    }
    if (hasPdptes(cpu, cpu.cr0, cpu.cr4) && !cpu.mmu.loadPdptes(value)) {
      throw cpu.generalProtection();
    }
    cpu.cr3 = value;
    cpu.mmu.flushNonGlobal();
    if (cpu.observer != null) {
      cpu.observer.pageTableLoaded(cpu);
    }
  }

  private static boolean hasPdptes(Cpu cpu, long cr0, long cr4) {
    return (cr0 & Cr.CR0_PG) != 0 && (cr4 & Cr.CR4_PAE) != 0 && !cpu.isLongMode();
  }

  /**
   * Writes CR4: #GP(0) for bits whose feature is not announced, and for clearing PAE in long mode.
   */
  public static void writeCr4(Cpu cpu, long value) {
    boolean leavesPae = (value & Cr.CR4_PAE) == 0 && cpu.isLongMode();
    if ((value & ~supportedCr4(cpu.model)) != 0 || leavesPae) {
      throw cpu.generalProtection();
    }
    long changed = cpu.cr4 ^ value;
    boolean reload = (changed & (CR4_PAGING & ~Cr.CR4_SMAP)) != 0;
    if (reload && hasPdptes(cpu, cpu.cr0, value) && !cpu.mmu.loadPdptes(cpu.cr3)) {
      throw cpu.generalProtection();
    }
    cpu.cr4 = value;
    if ((changed & CR4_PAGING) != 0) {
      cpu.mmu.flushAll();
    }
    cpu.modeChanged();
  }

  /** Bits of CR4 that may be set: those of the features that {@code model} announces. */
  static long supportedCr4(CpuModel model) {
    long bits = Cr.CR4_PCE;
    bits |= model.has("TSC") ? Cr.CR4_TSD : 0;
    bits |= model.has("DE") ? Cr.CR4_DE : 0;
    bits |= model.has("PSE") ? Cr.CR4_PSE : 0;
    bits |= model.has("PAE") ? Cr.CR4_PAE : 0;
    bits |= model.has("PGE") ? Cr.CR4_PGE : 0;
    bits |= model.has("FXSR") ? Cr.CR4_OSFXSR : 0;
    bits |= model.has("SSE") ? Cr.CR4_OSXMMEXCPT : 0;
    bits |= model.has("UMIP") ? Cr.CR4_UMIP : 0;
    bits |= model.has("FSGSBASE") ? Cr.CR4_FSGSBASE : 0;
    bits |= model.has("XSAVE") ? Cr.CR4_OSXSAVE : 0;
    bits |= model.has("SMEP") ? Cr.CR4_SMEP : 0;
    bits |= model.has("SMAP") ? Cr.CR4_SMAP : 0;
    return bits;
  }

  /** Writes CR8, the task priority: #GP(0) above 15. */
  public static void writeCr8(Cpu cpu, long value) {
    if (value >>> 4 != 0) {
      throw cpu.generalProtection();
    }
    cpu.interruptController().setTaskPriority((int) value);
  }

  /**
   * Writes IA32_EFER; LMA is not changed by a write. #GP(0) for unknown bits, or if LME changes
   * while paging is on.
   */
  static void writeEfer(Cpu cpu, long value) {
    long changed = (cpu.efer ^ value) & ~Cr.EFER_LMA;
    boolean paging = (cpu.cr0 & Cr.CR0_PG) != 0;
    if ((value & ~supportedEfer(cpu.model)) != 0 || paging && (changed & Cr.EFER_LME) != 0) {
      throw cpu.generalProtection();
    }
    long oldEfer = cpu.efer;
    cpu.efer ^= changed;
    if ((changed & Cr.EFER_NXE) != 0) {
      cpu.mmu.flushAll();
    }
    cpu.modeChanged();
    tellModeChange(cpu, cpu.cr0, oldEfer);
  }

  private static long supportedEfer(CpuModel model) {
    long bits = model.has("SYSCALL") ? Cr.EFER_SCE : 0;
    bits |= model.has("LM") ? Cr.EFER_LME | Cr.EFER_LMA : 0;
    bits |= model.has("NX") ? Cr.EFER_NXE : 0;
    return bits;
  }
}
