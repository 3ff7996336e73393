package emu.core.cpu;

/** Loads of LDTR and TR (SDM 2A, LLDT and LTR). */
public final class SystemTables {
  private static final int LOCAL = 4;

  private SystemTables() {}

  /** Loads LDTR; a null selector leaves no LDT. */
  public static void loadLocal(Cpu cpu, int selector) {
    if (DescriptorTables.isNull(selector)) {
      cpu.ldtr.set(selector, 0, 0, 0);
      return;
    }
    Descriptor descriptor = global(cpu, selector);
    if (!descriptor.isSystem(Descriptor.LDT)) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    long base = checkedBase(cpu, selector, descriptor);
    cpu.ldtr.set(selector, base, descriptor.limit(), descriptor.access());
  }

  /** Loads TR with an available TSS, and marks it busy. */
  public static void loadTask(Cpu cpu, int selector) {
    if (DescriptorTables.isNull(selector)) {
      throw cpu.generalProtection();
    }
    Descriptor descriptor = global(cpu, selector);
    boolean isShort = descriptor.isSystem(Descriptor.TSS_16) && !cpu.isLongMode();
    if (!isShort && !descriptor.isSystem(Descriptor.TSS_32)) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    long base = checkedBase(cpu, selector, descriptor);
    DescriptorTables.setType(cpu, descriptor, descriptor.type() | 2);
    cpu.tr.set(selector, base, descriptor.limit(), descriptor.access() | 2);
  }

  private static Descriptor global(Cpu cpu, int selector) {
    if ((selector & LOCAL) != 0) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    return DescriptorTables.read(cpu, selector, Vector.GP);
  }

  private static long checkedBase(Cpu cpu, int selector, Descriptor descriptor) {
    if (!descriptor.isPresent()) {
      throw DescriptorTables.selectorFault(cpu, Vector.NP, selector);
    }
    long base =
        cpu.isLongMode() ? DescriptorTables.wideBase(cpu, selector, descriptor) : descriptor.base();
    if (!CodeSegments.isCanonical(base)) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    return base;
  }
}
