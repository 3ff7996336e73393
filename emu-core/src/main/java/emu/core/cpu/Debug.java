package emu.core.cpu;

import emu.core.mmu.DataBreakpoints;

/**
 * Debug registers and single-stepping (SDM 3B, chapter 17).
 *
 * <p>An engine that finds {@link #isActive} runs one instruction at a time and calls {@link
 * #beforeInstruction} and {@link #afterInstruction} around each; otherwise it need not call
 * anything here.
 */
public final class Debug implements DataBreakpoints {
  /** DR6: single step, task switch, access to debug registers. */
  public static final long DR6_BS = 1 << 14;

  public static final long DR6_BT = 1 << 15;
  public static final long DR6_BD = 1 << 13;

  /** DR7: general detect enable. */
  public static final long DR7_GD = 1 << 13;

  private static final long ENABLES = 0xFF;
  private static final long BREAKPOINTS = 0xF;
  private static final int EXECUTE = 0;
  private static final int WRITE = 1;
  private static final int PORTS = 2;
  private static final int READ_WRITE = 3;

  private final Cpu cpu;
  private boolean stepping;
  private long hits;

  Debug(Cpu cpu) {
    this.cpu = cpu;
  }

  /** Whether the next instruction must be watched: TF or RF is set, or a breakpoint is enabled. */
  public boolean isActive() {
    return (cpu.systemFlags & (Flags.TF | Flags.RF)) != 0
        || (cpu.dr[7] & ENABLES) != 0
        || hits != 0;
  }

  /**
   * To be called before the instruction at RIP. Delivers #DB for an instruction breakpoint, or for
   * a trap that the last instruction left behind.
   *
   * @return true if #DB was delivered: the instruction must not run now
   */
  public boolean beforeInstruction() {
    stepping = false;
    if (hits != 0 && !isInStackShadow()) {
      return deliverHits();
    }
    // A load of SS holds traps off, but on AMD's processors no instruction breakpoints.
    long matched = (cpu.systemFlags & Flags.RF) != 0 ? 0 : instructionHits();
    hits |= matched;
    return matched != 0 ? deliverHits() : runs();
  }

  private boolean runs() {
    stepping = (cpu.systemFlags & Flags.TF) != 0;
    // RF holds for one instruction; the instruction itself may set it anew (IRET).
    cpu.systemFlags &= ~Flags.RF;
    return false;
  }

  /**
   * To be called after an instruction that completed and was counted. Delivers #DB for a single
   * step or data breakpoints, but not before the end of an interrupt shadow of MOV SS.
   *
   * @return true if #DB was delivered
   */
  public boolean afterInstruction() {
    if (stepping) {
      hits |= DR6_BS;
    }
    stepping = false;
    return hits != 0 && !isInStackShadow() && deliverHits();
  }

  /** DR6 tells of breakpoints what is true now; its other bits stay until software clears them. */
  private boolean deliverHits() {
    cpu.dr[6] = cpu.dr[6] & ~BREAKPOINTS | hits;
    hits = 0;
    Interrupts.debugTrap(cpu);
    return true;
  }

  private boolean isInStackShadow() {
    return cpu.stackShadow && cpu.shadowAt == cpu.instructionCount();
  }

  /** Traps that are due are dropped: the running instruction faulted, or is INT1. */
  public void discard() {
    hits = 0;
  }

  /** The running instruction delivers an interrupt or masks TF: no single-step trap after it. */
  public void cancelStep() {
    stepping = false;
  }

  /** The running instruction sets TF in a way that already holds for itself: SYSRET. */
  public void stepNow() {
    trapNext(DR6_BS);
  }

  /** A task whose TSS has T set was switched to: #DB before its first instruction. */
  void taskSwitched() {
    trapNext(DR6_BT);
  }

  private void trapNext(long reason) {
    hits |= reason;
    cpu.requestAttention();
  }

  /** Brings the MMU's data breakpoints in line with DR0 to DR3 and DR7. */
  public void armBreakpoints() {
    boolean data = false;
    for (int i = 0; i < 4; i++) {
      data |= isEnabled(i) && (type(i) == WRITE || type(i) == READ_WRITE);
    }
    cpu.mmu.setBreakpoints(data ? this : DataBreakpoints.NONE);
    cpu.requestAttention();
  }

  @Override
  public void accessed(long linear, int size, boolean write) {
    for (int i = 0; i < 4; i++) {
      if (isEnabled(i) && isTypeOf(i, write) && overlaps(i, linear, size)) {
        hits |= 1L << i;
      }
    }
  }

  /** {@code size} bytes at {@code port} were read or written; I/O breakpoints need CR4.DE. */
  public void portAccessed(int port, int size) {
    if ((cpu.cr4 & Cr.CR4_DE) == 0) {
      return;
    }
    for (int i = 0; i < 4; i++) {
      if (isEnabled(i) && type(i) == PORTS && overlaps(i, port, size)) {
        hits |= 1L << i;
      }
    }
  }

  private long instructionHits() {
    long linear = cpu.segmentBase[Segment.CS] + cpu.rip;
    long matched = 0;
    for (int i = 0; i < 4; i++) {
      if (isEnabled(i) && type(i) == EXECUTE && cpu.dr[i] == DescriptorTables.linear(cpu, linear)) {
        matched |= 1L << i;
      }
    }
    return matched;
  }

  private boolean isEnabled(int i) {
    return (cpu.dr[7] >>> 2 * i & 3) != 0;
  }

  private int type(int i) {
    return (int) (cpu.dr[7] >>> 16 + 4 * i) & 3;
  }

  private boolean isTypeOf(int i, boolean write) {
    return type(i) == WRITE && write || type(i) == READ_WRITE;
  }

  /** LEN is 1, 2, 8 or 4 bytes, aligned (SDM 3B 17.2.5). */
  private boolean overlaps(int i, long linear, int size) {
    int length =
        switch ((int) (cpu.dr[7] >>> 18 + 4 * i) & 3) {
          case 0 -> 1;
          case 1 -> 2;
          case 2 -> 8;
          default -> 4;
        };
    long start = cpu.dr[i] & -length;
    return linear < start + length && start < linear + size;
  }
}
