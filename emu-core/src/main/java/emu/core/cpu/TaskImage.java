package emu.core.cpu;

/**
 * The registers of a task as its TSS keeps them, 16-bit or 32-bit (SDM 3A, figures 7-2 and 7-10).
 */
final class TaskImage {
  private static final int[] SEGMENTS = {
    Segment.ES, Segment.CS, Segment.SS, Segment.DS, Segment.FS, Segment.GS
  };

  int flags;
  boolean trap;
  private final boolean is32Bit;
  private final long[] general = new long[8];
  private final int[] selectors = new int[6];
  private int ldt;
  private long cr3;
  private long eip;

  private TaskImage(boolean is32Bit) {
    this.is32Bit = is32Bit;
  }

  /** #TS if the new TSS is too short (SDM 3A 7.2.2). */
  static void checkLimit(Cpu cpu, int selector, Descriptor tss) {
    if (tss.limit() < ((tss.type() & 8) != 0 ? 0x67 : 0x2B)) {
      throw DescriptorTables.selectorFault(cpu, Vector.TS, selector);
    }
  }

  static TaskImage read(Cpu cpu, Descriptor tss) {
    TaskImage image = new TaskImage((tss.type() & 8) != 0);
    long base = tss.base();
    if (image.is32Bit) {
      image.read32(cpu, base);
    } else {
      image.read16(cpu, base);
    }
    return image;
  }

  private void read32(Cpu cpu, long base) {
    cr3 = load(cpu, base + 0x1C, 4);
    eip = load(cpu, base + 0x20, 4);
    flags = (int) load(cpu, base + 0x24, 4);
    for (int i = 0; i < 8; i++) {
      general[i] = load(cpu, base + 0x28 + 4L * i, 4);
    }
    for (int i = 0; i < 6; i++) {
      selectors[i] = (int) load(cpu, base + 0x48 + 4L * i, 2);
    }
    ldt = (int) load(cpu, base + 0x60, 2);
    trap = (load(cpu, base + 0x64, 2) & 1) != 0;
  }

  private void read16(Cpu cpu, long base) {
    eip = load(cpu, base + 0x0E, 2);
    flags = (int) load(cpu, base + 0x10, 2);
    for (int i = 0; i < 8; i++) {
      // The upper halves are undefined; they read as ones here.
      general[i] = load(cpu, base + 0x12 + 2L * i, 2) | 0xFFFF_0000L;
    }
    for (int i = 0; i < 4; i++) {
      selectors[i] = (int) load(cpu, base + 0x22 + 2L * i, 2);
    }
    ldt = (int) load(cpu, base + 0x2A, 2);
  }

  private static long load(Cpu cpu, long address, int size) {
    return cpu.mmu.loadSystem(address & 0xFFFF_FFFFL, size);
  }

  /** Writes the current task's registers to its TSS. */
  static void save(Cpu cpu, int flags) {
    boolean wide = (cpu.tr.access & 8) != 0;
    int size = wide ? 4 : 2;
    long base = cpu.tr.base;
    store(cpu, base + (wide ? 0x20 : 0x0E), size, cpu.rip);
    store(cpu, base + (wide ? 0x24 : 0x10), size, flags);
    for (int i = 0; i < 8; i++) {
      store(cpu, base + (wide ? 0x28 : 0x12) + (long) size * i, size, cpu.r[i]);
    }
    for (int i = 0; i < (wide ? 6 : 4); i++) {
      int selector = cpu.segments[SEGMENTS[i]].selector;
      store(cpu, base + (wide ? 0x48 : 0x22) + (long) size * i, 2, selector);
    }
  }

  private static void store(Cpu cpu, long address, int size, long value) {
    cpu.mmu.storeSystem(address & 0xFFFF_FFFFL, size, value);
  }

  /** Loads the PDPTE registers of the new task if it has its own (SDM 3A 4.4.1). */
  void checkPaging(Cpu cpu) {
    boolean pae = isPaged(cpu) && (cpu.cr4 & Cr.CR4_PAE) != 0;
    if (pae && cr3 != cpu.cr3 && !cpu.mmu.loadPdptes(cr3)) {
      throw cpu.generalProtection();
    }
  }

  private boolean isPaged(Cpu cpu) {
    return is32Bit && (cpu.cr0 & Cr.CR0_PG) != 0;
  }

  void loadRegisters(Cpu cpu) {
    if (isPaged(cpu) && cr3 != cpu.cr3) {
      cpu.cr3 = cr3;
      cpu.mmu.flushNonGlobal();
    }
    cpu.rip = eip;
    SystemFlags.write(cpu, flags, is32Bit ? SystemFlags.WRITABLE : 0xFFFF & SystemFlags.WRITABLE);
    for (int i = 0; i < 8; i++) {
      cpu.r[i] = general[i];
    }
    for (int i = 0; i < 6; i++) {
      SegmentLoader.loadNull(cpu, SEGMENTS[i], selectors[i]);
    }
    cpu.ldtr.set(ldt, 0, 0, 0);
    cpu.cpl = cpu.isVirtual8086() ? 3 : selectors[1] & 3;
  }

  void loadSegments(Cpu cpu) {
    loadLocalTable(cpu);
    if (cpu.isVirtual8086()) {
      for (int i = 0; i < 6; i++) {
        SegmentLoader.loadReal(cpu, SEGMENTS[i], selectors[i]);
      }
      return;
    }
    Descriptor code = loadCode(cpu);
    int stack = selectors[2];
    SegmentLoader.install(
        cpu, Segment.SS, stack, SegmentLoader.stackDescriptor(cpu, stack, cpu.cpl, Vector.TS));
    for (int i : new int[] {0, 3, 4, 5}) {
      if (!DescriptorTables.isNull(selectors[i])) {
        Descriptor data = SegmentLoader.dataDescriptor(cpu, selectors[i], cpu.cpl, Vector.TS);
        SegmentLoader.install(cpu, SEGMENTS[i], selectors[i], data);
      }
    }
    CodeSegments.checkTarget(cpu, code, eip);
  }

  private void loadLocalTable(Cpu cpu) {
    if (DescriptorTables.isNull(ldt)) {
      return;
    }
    Descriptor table = (ldt & 4) != 0 ? null : DescriptorTables.find(cpu, ldt);
    if (table == null || !table.isSystem(Descriptor.LDT) || !table.isPresent()) {
      throw DescriptorTables.selectorFault(cpu, Vector.TS, ldt);
    }
    cpu.ldtr.set(ldt, table.base(), table.limit(), table.access());
  }

  private Descriptor loadCode(Cpu cpu) {
    int selector = selectors[1];
    if (DescriptorTables.isNull(selector)) {
      throw DescriptorTables.selectorFault(cpu, Vector.TS, selector);
    }
    Descriptor code = DescriptorTables.read(cpu, selector, Vector.TS);
    int rpl = selector & 3;
    boolean allowed = code.isConforming() ? code.dpl() <= rpl : code.dpl() == rpl;
    if (!code.isCode() || !allowed) {
      throw DescriptorTables.selectorFault(cpu, Vector.TS, selector);
    }
    if (!code.isPresent()) {
      throw DescriptorTables.selectorFault(cpu, Vector.NP, selector);
    }
    CodeSegments.install(cpu, selector, code, rpl);
    return code;
  }
}
