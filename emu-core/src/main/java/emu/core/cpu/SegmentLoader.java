package emu.core.cpu;

/** Loads of segment registers, with the checks of SDM 3A 5.5 to 5.8 and of SDM 2, MOV. */
public final class SegmentLoader {
  private static final int REAL_DATA =
      Segment.PRESENT | Segment.CODE_OR_DATA | Segment.WRITABLE | Segment.ACCESSED;
  private static final int VIRTUAL_8086 = REAL_DATA | 3 << 5;

  private SegmentLoader() {}

  /** Loads ES, SS, DS, FS or GS as MOV and POP do. */
  public static void load(Cpu cpu, int number, int selector) {
    if (cpu.hasRealSegments()) {
      loadReal(cpu, number, selector);
    } else if (number == Segment.SS) {
      loadStack(cpu, selector);
    } else {
      loadData(cpu, number, selector);
    }
  }

  /**
   * Loads a segment register in real-address or virtual-8086 mode; never faults. In real-address
   * mode limit and attributes stay what they were (SDM 3A 9.9.2), so that segments may be larger
   * than 64 KiB.
   */
  public static void loadReal(Cpu cpu, int number, int selector) {
    Segment segment = cpu.segments[number];
    boolean virtual = cpu.isVirtual8086();
    boolean unusable = segment.access == 0;
    segment.selector = selector;
    segment.base = (long) selector << 4;
    if (virtual || unusable) {
      segment.limit = 0xFFFF;
      segment.access = virtual ? VIRTUAL_8086 : REAL_DATA;
    }
    cpu.segmentLoaded(number);
    if (number == Segment.SS && virtual) {
      cpu.modeChanged();
    }
  }

  /** Gives a register a null selector: unusable, with base 0. */
  public static void loadNull(Cpu cpu, int number, int selector) {
    cpu.segments[number].set(selector, 0, 0, 0);
    cpu.segmentLoaded(number);
  }

  /** Loads a register from a descriptor that has been checked, and sets the accessed bit first. */
  public static void install(Cpu cpu, int number, int selector, Descriptor descriptor) {
    DescriptorTables.markAccessed(cpu, descriptor);
    Segment segment = cpu.segments[number];
    segment.set(
        selector, descriptor.base(), descriptor.limit(), descriptor.access() | Segment.ACCESSED);
    cpu.segmentLoaded(number);
  }

  /**
   * The descriptor of a stack segment for {@code cpl}.
   *
   * @param vector #GP, or #TS where the selector comes from a TSS
   */
  public static Descriptor stackDescriptor(Cpu cpu, int selector, int cpl, int vector) {
    if (DescriptorTables.isNull(selector)) {
      throw cpu.fault(vector, 0);
    }
    Descriptor descriptor = DescriptorTables.read(cpu, selector, vector);
    if ((selector & 3) != cpl || !descriptor.isWritableData() || descriptor.dpl() != cpl) {
      throw DescriptorTables.selectorFault(cpu, vector, selector);
    }
    if (!descriptor.isPresent()) {
      throw DescriptorTables.selectorFault(cpu, Vector.SS, selector);
    }
    return descriptor;
  }

  /**
   * The descriptor of a data or readable code segment for ES, DS, FS and GS.
   *
   * @param vector #GP, or #TS in a task switch
   */
  static Descriptor dataDescriptor(Cpu cpu, int selector, int cpl, int vector) {
    Descriptor descriptor = DescriptorTables.read(cpu, selector, vector);
    boolean reachable =
        descriptor.isConforming() || descriptor.dpl() >= Math.max(cpl, selector & 3);
    if (!descriptor.isReadable() || !reachable) {
      throw DescriptorTables.selectorFault(cpu, vector, selector);
    }
    if (!descriptor.isPresent()) {
      throw DescriptorTables.selectorFault(cpu, Vector.NP, selector);
    }
    return descriptor;
  }

  private static void loadData(Cpu cpu, int number, int selector) {
    if (DescriptorTables.isNull(selector)) {
      loadNull(cpu, number, selector);
    } else {
      install(cpu, number, selector, dataDescriptor(cpu, selector, cpu.cpl, Vector.GP));
    }
  }

  private static void loadStack(Cpu cpu, int selector) {
    if (DescriptorTables.isNull(selector) && mayBeNull(cpu.is64BitCode(), cpu.cpl, selector)) {
      loadNull(cpu, Segment.SS, selector);
    } else {
      Descriptor descriptor = stackDescriptor(cpu, selector, cpu.cpl, Vector.GP);
      install(cpu, Segment.SS, selector, descriptor);
    }
    cpu.modeChanged();
  }

  /** Whether SS may be null for code of this privilege: in 64-bit mode below CPL 3. */
  public static boolean mayBeNull(boolean is64Bit, int cpl, int selector) {
    return is64Bit && cpl != 3 && (selector & 3) == cpl;
  }

  /**
   * After a return to an outer level: data segments that the new level must not use become null
   * (SDM 3A 5.8.6); the bases stay, which 64-bit code may go on to use.
   */
  public static void dropInnerSegments(Cpu cpu) {
    for (int number : new int[] {Segment.ES, Segment.DS, Segment.FS, Segment.GS}) {
      Segment segment = cpu.segments[number];
      boolean conforming = segment.is(Segment.CODE | Segment.EXPAND_DOWN);
      if (segment.access != 0 && !conforming && segment.dpl() < cpu.cpl) {
        segment.selector = 0;
        segment.access = 0;
        cpu.segmentLoaded(number);
      }
    }
  }
}
