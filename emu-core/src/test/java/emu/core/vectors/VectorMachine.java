package emu.core.vectors;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.ExecutionEngine;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.memory.PhysicalMemory;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The machine that vectors are replayed on: 64-bit user mode with paging, the pages of {@link
 * VectorState}, and a handler for every exception that halts.
 */
final class VectorMachine implements AutoCloseable {
  private static final int PAGE = VectorState.PAGE;

  // Physical pages.
  private static final int PML4 = 0x1000;
  private static final int PDPT = 0x2000;
  private static final int DIRECTORY = 0x3000;
  private static final int CODE_TABLE = 0x4000;
  private static final int DATA_TABLE = 0x5000;
  private static final int KERNEL_PDPT = 0x6000;
  private static final int KERNEL_DIRECTORY = 0x7000;
  private static final int KERNEL_TABLE = 0xB000;
  private static final int KERNEL_PAGES = 0x8000;
  private static final int CODE_PAGE = 0x10000;
  private static final int DATA_PAGE = 0x11000;
  private static final int READ_ONLY_PAGE = 0x12000;

  /** Linear address of the kernel's pages: handlers, tables and stack. */
  private static final long KERNEL = 0xFFFF_8000_0000_0000L;

  private static final long GDT = KERNEL + PAGE;
  private static final long IDT = GDT + 0x800;
  private static final long TSS = GDT + 0xC00;
  private static final long STACK_TOP = KERNEL + 3 * PAGE;
  private static final int HANDLER_BYTES = 16;
  private static final int HLT = 0xF4;
  private static final int INT3 = 0xCC;
  private static final long MOST_INSTRUCTIONS = 10_000;

  // Page table entries.
  private static final long PRESENT = 1;
  private static final long WRITABLE = 2;
  private static final long USER = 4;
  private static final long NO_EXECUTE = Long.MIN_VALUE;

  // As Linux has them, since instructions can read them.
  private static final int USER_CODE_32 = 0x23;
  private static final int USER_DATA = 0x2B;
  private static final int USER_CODE = 0x33;
  private static final int LOCAL_CODE_16 = 0x07;
  private static final int LOCAL_DATA_16 = 0x0F;
  private static final int KERNEL_CODE = 0x10;
  private static final int TASK = 0x40;

  private final PhysicalMemory memory = new PhysicalMemory(0x20000);
  private final Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
  private final ExecutionEngine engine;
  private final byte[] page = new byte[PAGE];

  VectorMachine(Function<Cpu, ExecutionEngine> engines) {
    engine = engines.apply(cpu);
    mapPages();
    writeTables();
    setUpProcessor();
  }

  private void mapPages() {
    long shared = PRESENT | WRITABLE | USER;
    memory.write(PML4, 8, PDPT | shared);
    memory.write(PML4 + 8 * 256, 8, KERNEL_PDPT | shared);
    memory.write(PDPT, 8, DIRECTORY | shared);
    memory.write(KERNEL_PDPT, 8, KERNEL_DIRECTORY | shared);
    map(VectorState.CODE, DIRECTORY, CODE_TABLE, CODE_PAGE, shared);
    map(VectorState.DATA, DIRECTORY, DATA_TABLE, DATA_PAGE, shared | NO_EXECUTE);
    long readOnly = PRESENT | USER | NO_EXECUTE;
    map(VectorState.READ_ONLY, DIRECTORY, DATA_TABLE, READ_ONLY_PAGE, readOnly);
    for (int i = 0; i < 3; i++) {
      long linear = KERNEL + (long) i * PAGE;
      map(linear, KERNEL_DIRECTORY, KERNEL_TABLE, KERNEL_PAGES + i * PAGE, PRESENT | WRITABLE);
    }
    Arrays.fill(page, (byte) VectorState.READ_ONLY_BYTE);
    memory.copyIn(READ_ONLY_PAGE, page);
  }

  private void map(long linear, int directory, int table, int physical, long flags) {
    memory.write(directory + 8 * (linear >>> 21 & 511), 8, table | PRESENT | WRITABLE | USER);
    memory.write(table + 8 * (linear >>> 12 & 511), 8, physical | flags);
  }

  private void writeTables() {
    write(GDT + KERNEL_CODE, 0x00AF_9B00_0000_FFFFL);
    write(GDT + KERNEL_CODE + 8, 0x00CF_9300_0000_FFFFL);
    write(GDT + (USER_DATA & ~7), 0x00CF_F300_0000_FFFFL);
    write(GDT + (USER_CODE & ~7), 0x00AF_FB00_0000_FFFFL);
    write(TSS + 4, STACK_TOP);
    for (int vector = 0; vector < 32; vector++) {
      long handler = KERNEL + (long) vector * HANDLER_BYTES;
      memory.write(KERNEL_PAGES + vector * HANDLER_BYTES, 1, HLT);
      long gate =
          handler & 0xFFFF | KERNEL_CODE << 16 | 0xEE00L << 32 | (handler >>> 16 & 0xFFFF) << 48;
      write(IDT + 16L * vector, gate);
      write(IDT + 16L * vector + 8, handler >>> 32);
    }
  }

  private void write(long linear, long value) {
    memory.write(KERNEL_PAGES + (linear - KERNEL), 8, value);
  }

  private long read(long linear) {
    return memory.read(KERNEL_PAGES + (linear - KERNEL), 8);
  }

  private void setUpProcessor() {
    cpu.cr0 = Cr.CR0_PE | Cr.CR0_MP | Cr.CR0_ET | Cr.CR0_NE | Cr.CR0_WP | Cr.CR0_AM | Cr.CR0_PG;
    cpu.cr3 = PML4;
    cpu.cr4 = Cr.CR4_PAE | Cr.CR4_OSFXSR | Cr.CR4_OSXMMEXCPT | Cr.CR4_FSGSBASE;
    cpu.efer = Cr.EFER_LME | Cr.EFER_LMA | Cr.EFER_NXE | Cr.EFER_SCE;
    cpu.gdtr.set(0, GDT, 0x7FF, 0);
    cpu.idtr.set(0, IDT, 0x1FF, 0);
    cpu.tr.set(TASK, TSS, 0x67, Segment.PRESENT | 0xB);
  }

  /** The state after the instruction that {@code before} stands at. */
  VectorState run(VectorState before, byte[] code, Mode mode) {
    enter(before, code, mode);
    engine.run(cpu.instructionCount() + MOST_INSTRUCTIONS);
    if (!cpu.halted) {
      throw new IllegalStateException("no exception ended the run");
    }
    cpu.halted = false;
    return leave();
  }

  private void enter(VectorState state, byte[] code, Mode mode) {
    Arrays.fill(page, (byte) INT3);
    int at = (int) state.words[VectorState.RIP] & PAGE - 1;
    System.arraycopy(code, 0, page, at, Math.min(code.length, PAGE - at));
    memory.copyIn(CODE_PAGE, page);
    memory.copyIn(DATA_PAGE, state.memory);
    long[] w = state.words;
    System.arraycopy(w, 0, cpu.r, 0, 16);
    cpu.rip = w[VectorState.RIP];
    Flags.setStatus(cpu, (int) w[VectorState.RFLAGS]);
    cpu.systemFlags = (int) w[VectorState.RFLAGS] & ~Flags.STATUS & ~Flags.FIXED;
    loadSegments(mode);
    cpu.segments[Segment.FS].base = w[VectorState.FS_BASE];
    cpu.segments[Segment.GS].base = w[VectorState.GS_BASE];
    cpu.cpl = 3;
    cpu.mxcsr = (int) w[VectorState.MXCSR];
    cpu.fpu.control = (int) w[VectorState.CONTROL];
    cpu.fpu.status = (int) w[VectorState.STATUS];
    cpu.fpu.top = (int) w[VectorState.TOP];
    cpu.fpu.empty = (int) w[VectorState.EMPTY];
    for (int i = 0; i < 8; i++) {
      cpu.fpu.signExponent[i] = (int) w[VectorState.EXPONENTS + i];
      cpu.fpu.mantissa[i] = w[VectorState.MANTISSAS + i];
    }
    System.arraycopy(w, VectorState.XMM, cpu.xmm, 0, 32);
    cpu.modeChanged();
  }

  private void loadSegments(Mode mode) {
    int data = Segment.PRESENT | Segment.CODE_OR_DATA | Segment.WRITABLE | Segment.ACCESSED | 0x60;
    int big = data | Segment.DEFAULT_BIG | Segment.GRANULARITY;
    for (Segment segment : cpu.segments) {
      segment.set(USER_DATA, 0, 0xFFFF_FFFFL, big);
    }
    switch (mode) {
      case LONG_64 -> {
        loadCode(USER_CODE, 0, data | Segment.LONG | Segment.GRANULARITY);
        for (int i : new int[] {Segment.ES, Segment.DS, Segment.FS, Segment.GS}) {
          cpu.segments[i].set(0, 0, 0, 0);
        }
      }
      case COMPATIBILITY_32 -> loadCode(USER_CODE_32, 0, big);
      case COMPATIBILITY_16 -> {
        loadCode(LOCAL_CODE_16, VectorState.CODE, data);
        for (int i : new int[] {Segment.ES, Segment.SS, Segment.DS}) {
          cpu.segments[i].set(LOCAL_DATA_16, VectorState.DATA, 0xFFFF, data);
        }
      }
    }
  }

  private void loadCode(int selector, long base, int access) {
    long limit = (access & Segment.GRANULARITY) != 0 ? 0xFFFF_FFFFL : 0xFFFF;
    cpu.segments[Segment.CS].set(selector, base, limit, access | Segment.CODE);
  }

  private VectorState leave() {
    VectorState state = new VectorState();
    long[] w = state.words;
    System.arraycopy(cpu.r, 0, w, 0, 16);
    int vector = (int) (cpu.rip - KERNEL) / HANDLER_BYTES;
    w[VectorState.VECTOR] = vector;
    long frame = cpu.r[Cpu.RSP];
    if (frame < STACK_TOP - 40) {
      w[VectorState.ERROR_CODE] = read(frame);
      frame += 8;
    }
    w[VectorState.CR2] = vector == Vector.PF ? cpu.cr2 : 0;
    w[VectorState.RIP] = read(frame);
    w[VectorState.RFLAGS] = read(frame + 16);
    w[Cpu.RSP] = read(frame + 24);
    w[VectorState.FS_BASE] = cpu.segments[Segment.FS].base;
    w[VectorState.GS_BASE] = cpu.segments[Segment.GS].base;
    w[VectorState.MXCSR] = cpu.mxcsr;
    w[VectorState.CONTROL] = cpu.fpu.control;
    w[VectorState.STATUS] = cpu.fpu.status;
    w[VectorState.TOP] = cpu.fpu.top;
    w[VectorState.EMPTY] = cpu.fpu.empty;
    for (int i = 0; i < 8; i++) {
      w[VectorState.EXPONENTS + i] = cpu.fpu.signExponent[i];
      w[VectorState.MANTISSAS + i] = cpu.fpu.mantissa[i];
    }
    System.arraycopy(cpu.xmm, 0, w, VectorState.XMM, 32);
    memory.copyOut(DATA_PAGE, state.memory, 0, PAGE);
    return state;
  }

  @Override
  public void close() {
    engine.close();
    memory.close();
  }
}
