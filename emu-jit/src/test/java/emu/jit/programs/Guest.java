package emu.jit.programs;

import emu.core.bus.BusDevice;
import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.cpu.InterruptController;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;
import java.util.Random;

/**
 * A processor in 64-bit mode with paging, the handlers of {@link Kernel}, one interrupt line and a
 * device that answers to a port and to a page of memory.
 */
final class Guest implements AutoCloseable {
  static final int INTERRUPT = 0x20;
  static final int SERVICE = 0x80;
  static final int TO_KERNEL = 0x81;
  static final int PORT = 0xE0;

  private static final int CODE_64 = 0xA09B;
  private static final int DATA_64 = 0xC093;
  private static final int USER = 3 << 5;
  private static final int TSS_SELECTOR = 0x30;
  private static final int PRESENT = 1;
  private static final int WRITABLE = 2;
  private static final int ALL = 7;

  final PhysicalMemory memory = new PhysicalMemory(Layout.RAM);
  final PortBus ports = new PortBus();
  final Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, ports);
  private long written;

  Guest(Program program) {
    Random random = new Random(program.seed());
    mapPages();
    describeSegments();
    describeHandlers();
    enterLongMode();
    memory.copyIn(Kernel.CODE.origin(), Kernel.CODE.code());
    byte[] data = new byte[0x6000];
    random.nextBytes(data);
    memory.copyIn(Layout.DATA, data);
    for (int i = 0; i < 16; i++) {
      cpu.r[i] = random.nextLong();
      cpu.xmm[2 * i] = random.nextLong();
      cpu.xmm[2 * i + 1] = random.nextLong();
    }
    cpu.r[Cpu.RSP] = Layout.STACK;
    cpu.rip = Layout.CODE;
    Device device = new Device();
    ports.map(PORT, 4, device);
    memory.mapDevice(Layout.DEVICE, PhysicalMemory.PAGE, device);
    cpu.connect(new Controller());
    cpu.connect(() -> 3 * cpu.instructionCount());
  }

  private void mapPages() {
    memory.write(Layout.PML4, 8, Layout.PDPT | ALL);
    memory.write(Layout.PDPT, 8, Layout.DIRECTORY | ALL);
    memory.write(Layout.DIRECTORY, 8, Layout.TABLE | ALL);
    for (int page = 0; page < Layout.RAM; page += 4096) {
      map(page, page, page < Layout.CODE ? PRESENT | WRITABLE : ALL);
    }
    map(Layout.NOT_MAPPED, 0, 0);
    map(Layout.READ_ONLY, Layout.READ_ONLY, ALL & ~WRITABLE);
    for (int i = 0; i < 8; i++) {
      map(Layout.CODE_ALIAS + 4096 * i, Layout.CODE + 4096 * i, ALL);
      map(Layout.DATA_ALIAS + 4096 * i, Layout.DATA + 4096 * (i & 3), ALL);
    }
    map(Layout.WINDOW, Layout.FIRST_BEHIND_WINDOW, ALL);
    for (int i = 0; i < 16; i++) {
      map(Layout.COPY_ON_WRITE + 4096 * i, Layout.SUPPLY + 4096 * i, ALL & ~WRITABLE);
    }
  }

  private void map(int linear, int physical, int flags) {
    memory.write(Layout.entry(linear), 8, physical | flags);
  }

  private void describeSegments() {
    describe(0x08, 0, 0xF_FFFF, CODE_64);
    describe(0x10, 0, 0xF_FFFF, DATA_64);
    describe(0x20, 0, 0xF_FFFF, DATA_64 | USER);
    describe(0x28, 0, 0xF_FFFF, CODE_64 | USER);
    describe(TSS_SELECTOR, Layout.TSS, 0xFFF, 0x8B);
    memory.write(Layout.TSS + 4, 8, Layout.INNER_STACK);
    memory.write(Layout.TSS + 0x24, 8, Layout.FAULT_STACK);
    memory.write(Layout.TSS + 0x2C, 8, Layout.DOUBLE_FAULT_STACK);
    memory.write(Layout.TSS + 0x66, 2, 0x68);
  }

  private void describe(int selector, long base, long limit, int access) {
    long low = limit & 0xFFFF | (base & 0xFF_FFFF) << 16 | (long) access << 40;
    memory.write(Layout.GDT + selector, 8, low | limit >> 16 << 48 | base >> 24 << 56);
  }

  private void describeHandlers() {
    for (int vector = 0; vector < 32; vector++) {
      boolean hasCode = vector >= Vector.DF && vector <= Vector.PF && vector != 9 || vector == 17;
      handle(vector, hasCode ? "fault_with_code" : "fault", 0);
    }
    handle(Vector.DB, "debug", 0);
    handle(Vector.NMI, "nmi", 0);
    handle(Vector.DF, "double_fault", 2);
    handle(Vector.PF, "page_fault", 1);
    handle(Vector.GP, "fault_with_code", 1);
    handle(Vector.SS, "fault_with_code", 1);
    handle(INTERRUPT, "interrupt", 0);
    handle(SERVICE, "service", 0);
    handle(TO_KERNEL, "to_kernel", 0);
  }

  private void handle(int vector, String label, int stack) {
    long offset = Kernel.CODE.symbol(label);
    int dpl = vector >= SERVICE ? 3 : 0;
    long gate = offset & 0xFFFF | 0x08L << 16 | (long) stack << 32 | (0x8EL | dpl << 5) << 40;
    memory.write(Layout.IDT + 16L * vector, 8, gate | offset >>> 16 << 48);
    memory.write(Layout.IDT + 16L * vector + 8, 8, 0);
  }

  private void enterLongMode() {
    cpu.cr0 = Cr.CR0_PE | Cr.CR0_ET | Cr.CR0_PG | Cr.CR0_WP | Cr.CR0_NE | Cr.CR0_AM;
    cpu.cr4 = Cr.CR4_PAE | Cr.CR4_OSFXSR;
    cpu.cr3 = Layout.PML4;
    cpu.efer = Cr.EFER_LME | Cr.EFER_LMA | Cr.EFER_SCE;
    cpu.gdtr.set(0, Layout.GDT, 0xFFF, 0);
    cpu.idtr.set(0, Layout.IDT, 0xFFF, 0);
    cpu.tr.set(TSS_SELECTOR, Layout.TSS, 0xFFF, 0x8B);
    cpu.segments[Segment.CS].set(0x08, 0, 0xFFFF_FFFFL, CODE_64);
    for (int i : new int[] {Segment.ES, Segment.SS, Segment.DS, Segment.FS, Segment.GS}) {
      cpu.segments[i].set(0x10, 0, 0xFFFF_FFFFL, DATA_64);
    }
    cpu.segments[Segment.FS].base = Layout.FS_BASE;
    cpu.segments[Segment.GS].base = Layout.GS_BASE;
    cpu.msrs.kernelGsBase = Layout.GS_BASE + 0x80;
    cpu.msrs.star = 0x08L << 32 | 0x18L << 48;
    cpu.msrs.lstar = Kernel.CODE.symbol("system_call");
    cpu.msrs.fmask = Flags.IF | Flags.TF | Flags.DF;
    cpu.systemFlags = Flags.IF;
    cpu.mmu.flushAll();
    cpu.modeChanged();
  }

  /** Hash of all state that a program can see. */
  long hash() {
    StateHash hash = new StateHash();
    cpu.hashInto(hash);
    memory.hashInto(hash);
    return hash.add(written).value();
  }

  @Override
  public void close() {
    memory.close();
  }

  private final class Controller implements InterruptController {
    @Override
    public int acknowledge() {
      cpu.setIntr(false);
      return INTERRUPT;
    }

    @Override
    public long apicBase() {
      return 0;
    }

    @Override
    public void setApicBase(long value) {}

    @Override
    public int taskPriority() {
      return 0;
    }

    @Override
    public void setTaskPriority(int priority) {}
  }

  /** Reads as what was written and when; every fourth write raises an interrupt. */
  private final class Device implements BusDevice {
    @Override
    public long read(long offset, int size) {
      return written + cpu.instructionCount() * 0x0101_0101_0101L;
    }

    @Override
    public void write(long offset, int size, long value) {
      written = written * 31 + value + offset + size + cpu.instructionCount();
      if ((written & 3) == 0) {
        cpu.setIntr(true);
      }
    }
  }
}
