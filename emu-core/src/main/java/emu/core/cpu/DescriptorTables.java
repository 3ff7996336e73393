package emu.core.cpu;

/** Reads GDT and LDT, as selectors say (SDM 3A 3.4.2 and 3.5.1). */
public final class DescriptorTables {
  private static final int LOCAL = 4;

  private DescriptorTables() {}

  /** Whether {@code selector} is a null selector, whatever its RPL. */
  public static boolean isNull(int selector) {
    return (selector & 0xFFFC) == 0;
  }

  /**
   * The descriptor of {@code selector}.
   *
   * @param vector of the fault to raise, with the selector as error code, if the table does not
   *     reach so far
   */
  public static Descriptor read(Cpu cpu, int selector, int vector) {
    Descriptor descriptor = find(cpu, selector);
    if (descriptor == null) {
      throw selectorFault(cpu, vector, selector);
    }
    return descriptor;
  }

  /** The descriptor of {@code selector}, or null if the table does not reach so far. */
  public static Descriptor find(Cpu cpu, int selector) {
    boolean local = (selector & LOCAL) != 0;
    Segment table = local ? cpu.ldtr : cpu.gdtr;
    int offset = selector & 0xFFF8;
    if (offset + 7 > table.limit || local && !table.is(Segment.PRESENT)) {
      return null;
    }
    long address = linear(cpu, table.base + offset);
    return new Descriptor(address, cpu.mmu.loadSystem(address, 8));
  }

  /**
   * The upper half of the 16-byte system descriptor of {@code selector} in long mode.
   *
   * @throws GuestFault #GP(selector) if it leaves the table, or if its type field is not zero
   */
  public static long readUpper(Cpu cpu, int selector) {
    Segment table = (selector & LOCAL) != 0 ? cpu.ldtr : cpu.gdtr;
    int offset = (selector & 0xFFF8) + 8;
    if (offset + 7 > table.limit) {
      throw selectorFault(cpu, Vector.GP, selector);
    }
    long upper = cpu.mmu.loadSystem(linear(cpu, table.base + offset), 8);
    if ((upper >>> 40 & 0x1F) != 0) {
      throw selectorFault(cpu, Vector.GP, selector);
    }
    return upper;
  }

  /** Base address of a system segment in long mode, 64 bits; see {@link #readUpper}. */
  public static long wideBase(Cpu cpu, int selector, Descriptor descriptor) {
    return descriptor.base() | readUpper(cpu, selector) << 32;
  }

  /** Sets the accessed bit of a code or data segment's descriptor in memory. */
  public static void markAccessed(Cpu cpu, Descriptor descriptor) {
    if (!descriptor.is(Segment.ACCESSED)) {
      setType(cpu, descriptor, descriptor.type() | Segment.ACCESSED);
    }
  }

  /** Writes the type field of a descriptor in memory. */
  static void setType(Cpu cpu, Descriptor descriptor, int type) {
    long value = descriptor.low() >>> 40 & 0xF0 | type;
    cpu.mmu.storeSystem(linear(cpu, descriptor.address() + 5), 1, value);
  }

  /** The fault {@code vector} with {@code selector} as error code (SDM 3A 6.13). */
  public static GuestFault selectorFault(Cpu cpu, int vector, int selector) {
    return cpu.fault(vector, selector & 0xFFFC);
  }

  /** {@code address} as the processor's mode has it: 64 or 32 bits. */
  static long linear(Cpu cpu, long address) {
    return cpu.isLongMode() ? address : address & 0xFFFF_FFFFL;
  }
}
