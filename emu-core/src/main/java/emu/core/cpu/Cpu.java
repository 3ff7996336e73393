package emu.core.cpu;

import emu.core.bus.PortBus;
import emu.core.debug.Breakpoints;
import emu.core.debug.CpuObserver;
import emu.core.debug.CpuObservers;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.debug.Watchpoints;
import emu.core.decode.CodeMode;
import emu.core.memory.PhysicalMemory;
import emu.core.mmu.Mmu;

/**
 * The state of one logical processor, and what an execution engine and the board do to it.
 *
 * <p>State is public to the semantics (package {@code emu.core.insn}) and the engines, which are
 * its other half; it holds no instruction semantics itself.
 *
 * <p><b>RIP while an instruction runs.</b> Semantics of the form {@code m(Cpu, Insn)} find in
 * {@link #rip} the address of the <i>next</i> instruction, and branch by changing it. If they throw
 * {@link GuestFault}, the engine puts {@code rip} back to the instruction's own address; nothing
 * else is undone, so semantics change state only when they can no longer fault.
 */
public final class Cpu implements Hashed {
  /**
   * General registers RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8 to R15; behind them, so that an
   * effective address is one sum without cases, {@link #ZERO} and {@link #BLOCK_START}.
   */
  public final long[] r = new long[18];

  /** Index in {@link #r} of a word that is always 0: no base, no index. */
  public static final int ZERO = 16;

  /**
   * Index in {@link #r} of the RIP at which the running block starts, for addresses and branches
   * relative to RIP.
   */
  public static final int BLOCK_START = 17;

  public static final int RAX = 0;
  public static final int RCX = 1;
  public static final int RDX = 2;
  public static final int RBX = 3;
  public static final int RSP = 4;
  public static final int RBP = 5;
  public static final int RSI = 6;
  public static final int RDI = 7;

  /**
   * Address of the next instruction (see above); an offset in CS, zero-extended outside 64-bit
   * mode.
   */
  public long rip;

  /** Lazy status flags; see {@link Flags}. */
  public long flagResult = 1;

  /** Lazy status flags; see {@link Flags}. */
  public long flagAux;

  /** RFLAGS without the status flags and the fixed bit. */
  public int systemFlags;

  /** ES, CS, SS, DS, FS, GS. */
  public final Segment[] segments = new Segment[6];

  /**
   * What is added to an offset in each segment to give the linear address: its base, except that in
   * 64-bit mode ES, CS, SS and DS count from 0. Kept by {@link #modeChanged}.
   */
  public final long[] segmentBase = new long[6];

  public final Segment gdtr = new Segment();
  public final Segment idtr = new Segment();
  public final Segment ldtr = new Segment();
  public final Segment tr = new Segment();

  public long cr0;
  public long cr2;
  public long cr3;
  public long cr4;
  public long xcr0;
  public long efer;

  /** DR0 to DR3; DR4 and DR5 are unused; DR6 and DR7. */
  public final long[] dr = new long[8];

  /** Model-specific registers that are plain state. */
  public final Msrs msrs = new Msrs();

  /** XMM registers: two words each, low first. */
  public final long[] xmm = new long[32];

  public int mxcsr;

  /** Where operand plumbing leaves a 128-bit operand for the semantics; no state. */
  public long operandLow;

  /** The upper half of {@link #operandLow}. */
  public long operandHigh;

  /** x87 and MMX state. */
  public final Fpu fpu = new Fpu();

  /** Current privilege level, 0 to 3. */
  public int cpl;

  /** How the code segment's bytes are read now. */
  public CodeMode codeMode = CodeMode.CODE_16;

  /** Changes when {@link #codeMode} or what is then base and limit of CS change. */
  public int codeSegmentEpoch;

  /** The highest offset in the code segment; the highest of all in 64-bit mode. */
  public long codeEnd;

  private long codeBase;

  /** How far the data segments reach outside 64-bit mode. */
  public final SegmentReach reach = new SegmentReach();

  /** RSP bits that stack operations use: 0xFFFF, 0xFFFFFFFF or all. */
  public long stackMask = 0xFFFF;

  /** In HLT, until an interrupt. */
  public boolean halted;

  /** The processor has shut down after a triple fault; only a reset revives it. */
  public boolean shutdown;

  /**
   * Instructions retired up to the start of the block that is running; exceptions and interrupts
   * delivered count one each.
   */
  public long instructions;

  /** Instructions of the running block retired so far. */
  public int index;

  /**
   * The engine leaves its current block once {@link #index} reaches this; {@link #leaveBlock} sets
   * it to 0.
   */
  public int blockEnd;

  /**
   * The engine looks up when {@link #instructions} would pass this; {@link #requestAttention} makes
   * that now.
   */
  public long attentionAt;

  /**
   * Instruction count at which interrupts are held off, after STI, MOV SS and POP SS (SDM 3A
   * 6.8.3).
   */
  public long shadowAt = -1;

  /** Whether {@link #shadowAt} comes from MOV SS or POP SS, which hold off debug traps as well. */
  public boolean stackShadow;

  /** An NMI is being handled: further ones wait until IRET (SDM 3A 6.7.1). */
  public boolean nmiBlocked;

  /** State of the random number generator behind RDRAND and RDSEED. */
  public long randomState = 0x1BAD_5EED_0DDB_A115L;

  /** Who is told what the processor does; null while nobody is. See {@link #observe}. */
  public CpuObserver observer;

  /** Debug registers at work. */
  public final Debug debug = new Debug(this);

  /** Where a debugger outside the guest wants it to stop. */
  public final Breakpoints breakpoints = new Breakpoints();

  /** The same for data. */
  public final Watchpoints watchpoints = new Watchpoints();

  public final PhysicalMemory memory;
  public final PortBus ports;
  public final Mmu mmu;
  public final CpuModel model;

  private final GuestFault fault = new GuestFault();
  private InterruptController interruptController = new NoInterruptController();
  private TimeStampCounter timeStampCounter = () -> 0;
  private boolean intr;
  private boolean nmi;

  /** A processor of {@code model} on the given memory and ports, as after power-on. */
  public Cpu(CpuModel model, PhysicalMemory memory, PortBus ports) {
    this.model = model;
    this.memory = memory;
    this.ports = ports;
    this.mmu = new Mmu(this);
    for (int i = 0; i < segments.length; i++) {
      segments[i] = new Segment();
    }
    reset();
  }

  /** The state after power-on or RESET (SDM 3A, table 9-1); the instruction count goes on. */
  public void reset() {
    Reset.apply(this);
  }

  /** Connects the interrupt controllers. */
  public void connect(InterruptController controller) {
    interruptController = controller;
  }

  /** Connects the time-stamp counter. */
  public void connect(TimeStampCounter counter) {
    timeStampCounter = counter;
  }

  /** The interrupt controllers. */
  public InterruptController interruptController() {
    return interruptController;
  }

  /** Tells {@code added} what happens from now on, beside those that are told already. */
  public void observe(CpuObserver added) {
    observer = CpuObservers.with(observer, added);
  }

  /** Tells {@code removed} nothing any more. */
  public void stopObserving(CpuObserver removed) {
    observer = CpuObservers.without(observer, removed);
  }

  /** Counts of the board's clock at the TSC's rate, before IA32_TSC_ADJUST. */
  public long tscNow() {
    return timeStampCounter.read();
  }

  /** Instructions retired so far, exact also in the middle of a block. */
  public long instructionCount() {
    return instructions + index;
  }

  /** Drives INTR, as the interrupt controller does. */
  public void setIntr(boolean level) {
    intr = level;
    if (level) {
      requestAttention();
    }
  }

  /** INTR as it is driven. */
  public boolean intr() {
    return intr;
  }

  /** A rising edge on NMI. */
  public void raiseNmi() {
    nmi = true;
    requestAttention();
  }

  /** Takes the pending NMI, if there is one. */
  public boolean takeNmi() {
    boolean pending = nmi;
    nmi = false;
    return pending;
  }

  /** Whether an NMI is waiting. */
  public boolean nmiPending() {
    return nmi;
  }

  /**
   * Makes the engine leave the running block after the current instruction and look at events,
   * interrupts, mode and code mapping before the next.
   */
  public void requestAttention() {
    attentionAt = 0;
    blockEnd = 0;
  }

  /**
   * Makes the engine look up at the next block. For any thread; if the engine has just looked up it
   * may be lost, so it must not be needed.
   */
  public void requestLook() {
    attentionAt = 0;
  }

  /**
   * Makes the engine leave the running block after the current instruction, since its code may have
   * changed.
   */
  public void leaveBlock() {
    blockEnd = 0;
  }

  /** Holds interrupts off until after the next instruction, as STI does. */
  public void holdInterrupts() {
    shadowAt = instructionCount() + 1;
    stackShadow = false;
  }

  /**
   * Holds interrupts and debug traps off until after the next instruction, as a load of SS does.
   */
  public void holdTraps() {
    shadowAt = instructionCount() + 1;
    stackShadow = true;
  }

  /** The exception {@code vector} without error code, to be thrown. */
  public GuestFault fault(int vector) {
    return fault.with(vector, GuestFault.NO_ERROR_CODE, false);
  }

  /** The exception {@code vector} with {@code errorCode}, to be thrown. */
  public GuestFault fault(int vector, int errorCode) {
    return fault.with(vector, errorCode, false);
  }

  /** #GP(0), to be thrown. */
  public GuestFault generalProtection() {
    return fault.with(Vector.GP, 0, false);
  }

  /** #UD, to be thrown. */
  public GuestFault undefinedOpcode() {
    return fault.with(Vector.UD, GuestFault.NO_ERROR_CODE, false);
  }

  /** #GP(0), or #SS(0) if the reference is by the stack segment, to be thrown. */
  public GuestFault nonCanonical() {
    return fault.with(Vector.GP, 0, true);
  }

  /** Whether CR0.PE is set. */
  public boolean isProtected() {
    return (cr0 & Cr.CR0_PE) != 0;
  }

  /** Whether EFLAGS.VM is set. */
  public boolean isVirtual8086() {
    return (systemFlags & Flags.VM) != 0;
  }

  /** Whether segments are loaded as in real-address mode: PE clear, or virtual-8086 mode. */
  public boolean hasRealSegments() {
    return !isProtected() || isVirtual8086();
  }

  /** Whether IA32_EFER.LMA is set: 64-bit or compatibility mode. */
  public boolean isLongMode() {
    return (efer & Cr.EFER_LMA) != 0;
  }

  /** Whether the code is 64-bit code. */
  public boolean is64BitCode() {
    return codeMode == CodeMode.CODE_64;
  }

  /** I/O privilege level, 0 to 3. */
  public int iopl() {
    return (systemFlags & Flags.IOPL) >> 12;
  }

  /** Whether maskable interrupts are enabled. */
  public boolean interruptsEnabled() {
    return (systemFlags & Flags.IF) != 0;
  }

  /**
   * Brings what is derived from segment registers, control registers, EFLAGS and CPL up to date. To
   * be called after any change of them; the engine looks up the next instruction anew.
   */
  public void modeChanged() {
    Segment cs = segments[Segment.CS];
    boolean code64 = isLongMode() && cs.is(Segment.LONG) && !isVirtual8086();
    setCodeSegment(
        code64
            ? CodeMode.CODE_64
            : cs.is(Segment.DEFAULT_BIG) ? CodeMode.CODE_32 : CodeMode.CODE_16,
        code64 ? 0 : cs.base,
        code64 ? -1L >>> 1 : cs.limit);
    stackMask = code64 ? -1L : segments[Segment.SS].is(Segment.DEFAULT_BIG) ? 0xFFFF_FFFFL : 0xFFFF;
    for (int i = 0; i < segments.length; i++) {
      segmentLoaded(i);
    }
    mmu.modeChanged();
    requestAttention();
  }

  /** Brings what is derived from the contents of segment register {@code number} up to date. */
  void segmentLoaded(int number) {
    boolean code64 = is64BitCode();
    segmentBase[number] = code64 && number < Segment.FS ? 0 : segments[number].base;
    if (!code64) {
      reach.update(number, segments[number], hasRealSegments());
    }
  }

  private void setCodeSegment(CodeMode mode, long base, long end) {
    if (mode != codeMode || base != codeBase || end != codeEnd) {
      codeSegmentEpoch++;
    }
    codeMode = mode;
    codeBase = base;
    codeEnd = end;
  }

  @Override
  public void hashInto(StateHash hash) {
    for (int i = 0; i < ZERO; i++) {
      hash.add(r[i]);
    }
    hash.add(rip).add(Flags.get(this)).add(cpl).add(instructionCount());
    for (Segment segment : segments) {
      segment.hashInto(hash);
    }
    gdtr.hashInto(hash);
    idtr.hashInto(hash);
    ldtr.hashInto(hash);
    tr.hashInto(hash);
    hash.add(cr0).add(cr2).add(cr3).add(cr4).add(xcr0).add(efer).add(dr);
    hash.add(xmm)
        .add(mxcsr)
        .add(halted)
        .add(shutdown)
        .add(intr)
        .add(nmi)
        .add(nmiBlocked)
        .add(randomState);
    msrs.hashInto(hash);
    fpu.hashInto(hash);
  }
}
