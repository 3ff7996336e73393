package emu.jit.programs;

/**
 * What lies where in the memory of a {@link Guest}: the first MiB is mapped one to one, the second
 * is for addresses of which the programs change the meaning.
 */
final class Layout {
  static final int RAM = 1 << 20;
  static final int PML4 = 0x1000;
  static final int PDPT = 0x2000;
  static final int DIRECTORY = 0x3000;

  /** The page table of the first 2 MiB. */
  static final int TABLE = 0x4000;

  static final int GDT = 0x5000;
  static final int IDT = 0x6000;
  static final int TSS = 0x7000;
  static final int HANDLERS = 0x8000;

  /** Counters of the handlers. */
  static final int COUNTERS = 0xA000;

  /** The program, at most 8 pages. */
  static final int CODE = 0x1_0000;

  /** Two pages of code that run at {@link #WINDOW}, one or the other. */
  static final int FIRST_BEHIND_WINDOW = 0x1_8000;

  static final int SECOND_BEHIND_WINDOW = 0x1_9000;

  /** Four pages of data; behind them one that is not mapped, and one that is read-only. */
  static final int DATA = 0x2_0000;

  static final int NOT_MAPPED = 0x2_4000;
  static final int READ_ONLY = 0x2_5000;
  static final int LOOP_COUNTERS = 0x2_6000;

  /** Where the bases of FS and GS point to at first. */
  static final int FS_BASE = 0x2_1000;

  static final int GS_BASE = 0x2_2F00;

  /** Ends of stacks. */
  static final int STACK = 0x3_0000;

  static final int INNER_STACK = 0x3_4000;
  static final int FAULT_STACK = 0x3_8000;
  static final int DOUBLE_FAULT_STACK = 0x3_C000;

  /** 16 pages that the handler of #PF puts behind {@link #ON_DEMAND}. */
  static final int SUPPLY = 0x5_0000;

  /** Registers of a device. */
  static final int DEVICE = 0xF_0000;

  /** Eight pages that lead to {@link #CODE}, and four to {@link #DATA}. */
  static final int CODE_ALIAS = 0x10_0000;

  static final int DATA_ALIAS = 0x11_0000;

  static final int WINDOW = 0x12_0000;

  /** 16 pages that are mapped when they are touched. */
  static final int ON_DEMAND = 0x14_0000;

  /** 16 pages that become writable when they are written. */
  static final int COPY_ON_WRITE = 0x15_0000;

  private Layout() {}

  /** Address of the entry of the page table for {@code linear}. */
  static int entry(int linear) {
    return TABLE + (linear >> 12) * 8;
  }
}
