package emu.core.cpu;

import emu.core.decode.CodeMode;

/** Loads of CS by far transfers of control (SDM 3A 5.8). */
public final class CodeSegments {
  private CodeSegments() {}

  /**
   * The descriptor of {@code selector} of a far jump, call, return or gate; #GP for a null selector
   * or one beyond its table.
   */
  public static Descriptor read(Cpu cpu, int selector) {
    if (DescriptorTables.isNull(selector)) {
      throw cpu.generalProtection();
    }
    return DescriptorTables.read(cpu, selector, Vector.GP);
  }

  /**
   * Checks that a code segment is present (#NP) and, in long mode, that it does not claim to be
   * both 64-bit and 32-bit (#GP).
   */
  public static void checkUsable(Cpu cpu, int selector, Descriptor code) {
    if (cpu.isLongMode() && code.is(Segment.LONG | Segment.DEFAULT_BIG)) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    if (!code.isPresent()) {
      throw DescriptorTables.selectorFault(cpu, Vector.NP, selector);
    }
  }

  /** Whether {@code code} is 64-bit code now. */
  public static boolean is64Bit(Cpu cpu, Descriptor code) {
    return cpu.isLongMode() && code.isLong();
  }

  /**
   * Checks that a jump to {@code offset} stays inside the segment: #GP(0) beyond the limit, or if
   * it is not canonical.
   */
  public static void checkTarget(Cpu cpu, Descriptor code, long offset) {
    boolean inside =
        is64Bit(cpu, code) ? isCanonical(offset) : offset >= 0 && offset <= code.limit();
    if (!inside) {
      throw cpu.generalProtection();
    }
  }

  /** Whether bits 63:47 are equal. */
  public static boolean isCanonical(long address) {
    return address << 16 >> 16 == address;
  }

  /**
   * Sets CS from a checked descriptor, with {@code cpl} as RPL and as the new CPL, and sets its
   * accessed bit.
   */
  public static void install(Cpu cpu, int selector, Descriptor code, int cpl) {
    SegmentLoader.install(cpu, Segment.CS, selector & 0xFFFC | cpl, code);
    cpu.cpl = cpl;
  }

  /**
   * Goes to {@code selector:offset} in real-address or virtual-8086 mode; #GP(0) beyond the limit.
   */
  public static void jumpReal(Cpu cpu, int selector, long offset) {
    if (offset > cpu.segments[Segment.CS].limit) {
      throw cpu.generalProtection();
    }
    SegmentLoader.loadReal(cpu, Segment.CS, selector);
    cpu.rip = offset;
    cpu.modeChanged();
  }

  /**
   * Sets a flat CS of the given mode and CPL without looking at a descriptor, as SYSCALL, SYSENTER
   * and their returns do.
   */
  public static void installFlat(Cpu cpu, int selector, CodeMode mode, int cpl) {
    int size = mode == CodeMode.CODE_64 ? Segment.LONG : Segment.DEFAULT_BIG;
    int code = Segment.CODE_OR_DATA | Segment.CODE | Segment.WRITABLE | Segment.ACCESSED;
    cpu.segments[Segment.CS].set(
        selector & 0xFFFC | cpl,
        0,
        0xFFFF_FFFFL,
        Segment.PRESENT | Segment.GRANULARITY | size | code | cpl << 5);
    cpu.cpl = cpl;
  }

  /** Sets a flat, writable SS of privilege {@code cpl} without looking at a descriptor. */
  public static void installFlatStack(Cpu cpu, int selector, int cpl) {
    int data = Segment.CODE_OR_DATA | Segment.WRITABLE | Segment.ACCESSED;
    cpu.segments[Segment.SS].set(
        selector & 0xFFFC | cpl,
        0,
        0xFFFF_FFFFL,
        Segment.PRESENT | Segment.GRANULARITY | Segment.DEFAULT_BIG | data | cpl << 5);
  }
}
