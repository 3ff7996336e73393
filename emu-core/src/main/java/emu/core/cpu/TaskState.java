package emu.core.cpu;

/**
 * What is read from the current task-state segment without a task switch: inner stacks and the I/O
 * permission map (SDM 3A 7.2, 7.7).
 */
public final class TaskState {
  private static final int STACK_TABLE = 0x24;
  private static final int IO_MAP_BASE = 0x66;

  private TaskState() {}

  /** Selector of the stack of level {@code cpl} (0 to 2), from a 16-bit or 32-bit TSS. */
  public static int stackSelector(Cpu cpu, int cpl) {
    boolean wide = is32Bit(cpu);
    return (int) read(cpu, wide ? 8 + 8 * cpl : 4 + 4 * cpl, 2);
  }

  /** Stack pointer of level {@code cpl} (0 to 2), from a 16-bit or 32-bit TSS. */
  public static long stackPointer(Cpu cpu, int cpl) {
    boolean wide = is32Bit(cpu);
    return read(cpu, wide ? 4 + 8 * cpl : 2 + 4 * cpl, wide ? 4 : 2);
  }

  /** RSP of level {@code cpl} (0 to 2), from a 64-bit TSS. */
  public static long widePointer(Cpu cpu, int cpl) {
    return readCanonical(cpu, 4 + 8 * cpl);
  }

  /** Entry 1 to 7 of the interrupt stack table of a 64-bit TSS. */
  public static long interruptStack(Cpu cpu, int entry) {
    return readCanonical(cpu, STACK_TABLE + 8 * (entry - 1));
  }

  /**
   * Whether the I/O permission map allows {@code size} (1, 2 or 4) ports from {@code port} (SDM 1
   * 19.5.2).
   */
  public static boolean allowsPorts(Cpu cpu, int port, int size) {
    if (!cpu.tr.is(Segment.PRESENT) || !is32Bit(cpu) || cpu.tr.limit < IO_MAP_BASE + 1) {
      return false;
    }
    long map = cpu.mmu.loadSystem(linear(cpu, IO_MAP_BASE), 2);
    long offset = map + (port >> 3);
    if (offset + 1 > cpu.tr.limit) {
      return false;
    }
    long bits = cpu.mmu.loadSystem(linear(cpu, offset), 2) >>> (port & 7);
    return (bits & (1 << size) - 1) == 0;
  }

  private static boolean is32Bit(Cpu cpu) {
    return (cpu.tr.access & 8) != 0;
  }

  private static long readCanonical(Cpu cpu, int offset) {
    long pointer = read(cpu, offset, 8);
    if (!CodeSegments.isCanonical(pointer)) {
      throw cpu.fault(Vector.SS, 0);
    }
    return pointer;
  }

  private static long read(Cpu cpu, int offset, int size) {
    if (offset + size - 1 > cpu.tr.limit) {
      throw DescriptorTables.selectorFault(cpu, Vector.TS, cpu.tr.selector);
    }
    return cpu.mmu.loadSystem(linear(cpu, offset), size);
  }

  private static long linear(Cpu cpu, long offset) {
    return DescriptorTables.linear(cpu, cpu.tr.base + offset);
  }
}
