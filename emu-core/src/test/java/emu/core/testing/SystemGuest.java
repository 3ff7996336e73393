package emu.core.testing;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Segment;
import emu.core.decode.Decoder;
import emu.core.decode.Insn;
import emu.core.insn.Semantics;
import emu.core.memory.PhysicalMemory;

/**
 * A processor with descriptor tables in memory, whose instructions a test runs one by one.
 *
 * <p>GDT entries 1 to 8 are flat code and data segments, a pair for each level; see {@link #code}
 * and {@link #data}. Entry 9 (and 10 in long mode) is the TSS. Further entries are the test's.
 */
public final class SystemGuest implements AutoCloseable {
  public static final int GDT = 0x1000;
  public static final int IDT = 0x2000;
  public static final int TSS = 0x4000;
  public static final int PAGE_TABLES = 0x8000;

  /** Inner stacks end here, that of level n at {@code STACKS + 0x1000 * n}. */
  public static final int STACKS = 0x2_0000;

  /** The stack that the tests start on ends here. */
  public static final int STACK = 0x3_0000;

  public static final int TSS_SELECTOR = 0x48;

  /** First selector for the test's own descriptors. */
  public static final int FREE = 0x60;

  public static final int CODE_32 = 0xC09B;
  public static final int CODE_64 = 0xA09B;
  public static final int DATA_32 = 0xC093;

  public final PhysicalMemory memory = new PhysicalMemory(4 << 20);
  public final PortBus ports = new PortBus();
  public final Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, ports);
  private final Decoder decoder = new Decoder(CpuModel.X86_64_V2.features());

  private SystemGuest() {}

  /** In real-address mode with all segments at 0. */
  public static SystemGuest real() {
    SystemGuest guest = new SystemGuest();
    guest.cpu.segments[Segment.CS].selector = 0;
    guest.cpu.segments[Segment.CS].base = 0;
    guest.cpu.idtr.base = 0;
    guest.cpu.idtr.limit = 0x3FF;
    guest.cpu.r[Cpu.RSP] = 0x8000;
    guest.cpu.rip = 0x500;
    guest.cpu.modeChanged();
    return guest;
  }

  /** In 32-bit protected mode at {@code cpl}, with flat segments and a 32-bit TSS. */
  public static SystemGuest protectedMode(int cpl) {
    SystemGuest guest = new SystemGuest();
    guest.describeSegments(CODE_32);
    guest.describe(TSS_SELECTOR, TSS, 0x20FF, 0x8B);
    for (int level = 0; level < 3; level++) {
      guest.memory.write(TSS + 4 + 8L * level, 4, stackOf(level));
      guest.memory.write(TSS + 8 + 8L * level, 4, data(level));
    }
    guest.memory.write(TSS + 0x66, 2, 0x68);
    Cpu cpu = guest.cpu;
    cpu.cr0 = Cr.CR0_PE | Cr.CR0_ET;
    cpu.idtr.set(0, IDT, 0x7FF, 0);
    cpu.tr.set(TSS_SELECTOR, TSS, 0x20FF, 0x8B);
    guest.enter(cpl, CODE_32);
    return guest;
  }

  /** In 64-bit mode at {@code cpl}, with memory identity-mapped for all levels and a 64-bit TSS. */
  public static SystemGuest longMode(int cpl) {
    SystemGuest guest = new SystemGuest();
    guest.describeSegments(CODE_64);
    guest.describe(TSS_SELECTOR, TSS, 0x20FF, 0x8B);
    guest.memory.write(GDT + TSS_SELECTOR + 8, 8, 0);
    for (int level = 0; level < 3; level++) {
      guest.memory.write(TSS + 4 + 8L * level, 8, stackOf(level));
    }
    guest.memory.write(TSS + 0x66, 2, 0x68);
    guest.memory.write(PAGE_TABLES, 8, PAGE_TABLES + 0x1007L);
    guest.memory.write(PAGE_TABLES + 0x1000, 8, PAGE_TABLES + 0x2007L);
    for (int i = 0; i < 4; i++) {
      guest.memory.write(PAGE_TABLES + 0x2000 + 8L * i, 8, (long) i << 21 | 0x87);
    }
    Cpu cpu = guest.cpu;
    cpu.cr0 = Cr.CR0_PE | Cr.CR0_ET | Cr.CR0_PG;
    cpu.cr4 = Cr.CR4_PAE;
    cpu.cr3 = PAGE_TABLES;
    cpu.efer = Cr.EFER_LME | Cr.EFER_LMA;
    cpu.idtr.set(0, IDT, 0xFFF, 0);
    cpu.tr.set(TSS_SELECTOR, TSS, 0x20FF, 0x8B);
    guest.enter(cpl, CODE_64);
    return guest;
  }

  /** Selector of the flat code segment of {@code level}. */
  public static int code(int level) {
    return 0x8 + 0x10 * level | level;
  }

  /** Selector of the flat data segment of {@code level}. */
  public static int data(int level) {
    return 0x10 + 0x10 * level | level;
  }

  /** Top of the inner stack of {@code level}. */
  public static int stackOf(int level) {
    return STACKS + 0x1000 * level;
  }

  private void describeSegments(int codeAccess) {
    for (int level = 0; level < 4; level++) {
      describe(code(level), 0, 0xF_FFFF, codeAccess | level << 5);
      describe(data(level), 0, 0xF_FFFF, DATA_32 | level << 5);
    }
    cpu.gdtr.set(0, GDT, 0x3FF, 0);
  }

  private void enter(int cpl, int codeAccess) {
    cpu.segments[Segment.CS].set(code(cpl), 0, 0xFFFF_FFFFL, codeAccess | cpl << 5);
    for (int i : new int[] {Segment.ES, Segment.SS, Segment.DS, Segment.FS, Segment.GS}) {
      cpu.segments[i].set(data(cpl), 0, 0xFFFF_FFFFL, DATA_32 | cpl << 5);
    }
    cpu.cpl = cpl;
    cpu.rip = 0x1_0000;
    cpu.r[Cpu.RSP] = STACK;
    cpu.mmu.flushAll();
    cpu.modeChanged();
  }

  /**
   * Writes a segment descriptor to the GDT; {@code access} is as in {@link Segment#access}, {@code
   * limit} has 20 bits.
   */
  public void describe(int selector, long base, long limit, int access) {
    long low = limit & 0xFFFF | (base & 0xFF_FFFF) << 16 | (long) access << 40;
    memory.write(GDT + (selector & 0xFFF8), 8, low | (limit >> 16) << 48 | base >> 24 << 56);
  }

  /** Writes a gate to the GDT. */
  public void describeGate(int selector, int target, long offset, int access, int count) {
    memory.write(GDT + (selector & 0xFFF8), 8, gate(target, offset, access, count));
  }

  /** Writes a gate to the IDT. */
  public void interruptGate(int vector, int target, long offset, int access) {
    interruptGate(vector, target, offset, access, 0);
  }

  /** Writes a gate to the IDT, in long mode with an entry of the interrupt stack table. */
  public void interruptGate(int vector, int target, long offset, int access, int stack) {
    int size = cpu.isLongMode() ? 16 : 8;
    long address = cpu.idtr.base + (long) vector * size;
    memory.write(address, 8, gate(target, offset, access, stack));
    if (cpu.isLongMode()) {
      memory.write(address + 8, 8, offset >>> 32);
    }
  }

  private static long gate(int target, long offset, int access, int count) {
    return offset & 0xFFFF
        | (long) target << 16
        | (long) count << 32
        | (long) access << 40
        | (offset >>> 16 & 0xFFFF) << 48;
  }

  /**
   * Runs one instruction as an engine does; a fault comes out as exception, with RIP back at the
   * instruction.
   */
  public void run(int... bytes) {
    byte[] code = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      code[i] = (byte) bytes[i];
    }
    Insn insn = decoder.decode(code, 0, code.length, cpu.codeMode);
    long start = cpu.rip;
    cpu.rip = start + insn.length();
    try {
      ((Semantics.Action) Semantics.of(insn.row().semantics())).run(cpu, insn);
      cpu.instructions++;
    } catch (GuestFault fault) {
      cpu.rip = start;
      throw fault;
    }
  }

  /**
   * Runs one instruction; yields {@code ""}, or vector and error code of its fault, e.g. {@code
   * "13(16)"} or {@code "6"}.
   */
  public String outcome(int... bytes) {
    return outcomeOf(() -> run(bytes));
  }

  /** Yields {@code ""}, or vector and error code of the fault that {@code action} throws. */
  public static String outcomeOf(Runnable action) {
    try {
      action.run();
      return "";
    } catch (GuestFault fault) {
      return show(fault.vector(), fault.errorCode());
    }
  }

  /** As {@link #outcome} shows a fault. */
  public static String show(int vector, int errorCode) {
    return vector + (errorCode == GuestFault.NO_ERROR_CODE ? "" : "(" + errorCode + ")");
  }

  /** 32 bits on the stack, {@code index} words above its top, by the flat address in RSP. */
  public long word(int index) {
    return memory.read(cpu.r[Cpu.RSP] + 4L * index, 4);
  }

  /** 64 bits on the stack, {@code index} words above its top. */
  public long quad(int index) {
    return memory.read(cpu.r[Cpu.RSP] + 8L * index, 8);
  }

  @Override
  public void close() {
    memory.close();
  }
}
