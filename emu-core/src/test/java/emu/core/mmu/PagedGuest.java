package emu.core.mmu;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Vector;
import emu.core.memory.PhysicalMemory;

/**
 * A processor with paging on and page tables that a test fills: one table for each level, so
 * addresses that a test maps side by side must differ in the index of the last level.
 */
final class PagedGuest implements AutoCloseable {
  static final int P = 1;
  static final int RW = 2;
  static final int US = 4;
  static final int A = 0x20;
  static final int D = 0x40;
  static final int PS = 0x80;
  static final int G = 0x100;
  static final long NX = Long.MIN_VALUE;

  /** Outcome of an access that does not fault. */
  static final int ALLOWED = -1;

  private static final int PDPT = 0x1_0000;
  private static final int TABLES = 0x1_1000;

  final Paging paging;
  final PhysicalMemory memory;
  final Cpu cpu;

  PagedGuest(Paging paging) {
    this(paging, 16 << 20);
  }

  PagedGuest(Paging paging, long ramBytes) {
    this.paging = paging;
    this.memory = new PhysicalMemory(ramBytes);
    this.cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
    cpu.cr0 = Cr.CR0_PE | Cr.CR0_PG;
    cpu.cr4 = paging.isLegacy() ? Cr.CR4_PSE : Cr.CR4_PAE;
    cpu.efer = paging.isLong() ? Cr.EFER_LME | Cr.EFER_LMA : 0;
    cpu.cr3 = paging.isPae() ? PDPT : TABLES;
    if (paging.isPae()) {
      for (int i = 0; i < 4; i++) {
        memory.write(PDPT + 8L * i, 8, TABLES | P);
      }
      cpu.mmu.loadPdptes(PDPT);
    }
    settle();
  }

  /** Makes changes of control registers, CPL and flags known, without forgetting translations. */
  void settle() {
    cpu.modeChanged();
  }

  void control(boolean nxe, boolean wp, boolean smep, boolean smap) {
    cpu.efer = cpu.efer & ~Cr.EFER_NXE | (nxe ? Cr.EFER_NXE : 0);
    cpu.cr0 = cpu.cr0 & ~Cr.CR0_WP | (wp ? Cr.CR0_WP : 0);
    cpu.cr4 = cpu.cr4 & ~(Cr.CR4_SMEP | Cr.CR4_SMAP);
    cpu.cr4 |= (smep ? Cr.CR4_SMEP : 0) | (smap ? Cr.CR4_SMAP : 0);
    cpu.mmu.flushAll();
    settle();
  }

  void privilege(int cpl, boolean ac) {
    cpu.cpl = cpl;
    cpu.systemFlags = ac ? Flags.AC : 0;
    settle();
  }

  long entryAddress(int level, long linear) {
    int shift = paging.shift(level);
    long indexes = paging.isLegacy() ? 0x3FF : 0x1FF;
    return TABLES + 0x1000L * level + (linear >>> shift & indexes) * paging.entryBytes;
  }

  long entry(int level, long linear) {
    return memory.read(entryAddress(level, linear), paging.entryBytes);
  }

  void setEntry(int level, long linear, long value) {
    memory.write(entryAddress(level, linear), paging.entryBytes, value);
  }

  /** What the entry of {@code level} says besides its flags: the next table, or the page. */
  long target(int level, long physical) {
    if (level < paging.leaf()) {
      return TABLES + 0x1000L * (level + 1);
    }
    long page = physical & -paging.pageBytes();
    boolean pse36 = paging == Paging.LEGACY_4M;
    return (pse36 ? page & 0xFFFF_FFFFL | page >>> 32 << 13 : page) | (paging.isLarge() ? PS : 0);
  }

  /** Maps the page of {@code linear}, with {@code flags} at every level. */
  void map(long linear, long physical, long flags) {
    for (int level = 0; level <= paging.leaf(); level++) {
      boolean isLeaf = level == paging.leaf();
      setEntry(level, linear, target(level, physical) | (isLeaf ? flags : flags & ~(G | D)));
    }
  }

  /** Maps the page of {@code linear} in the last level alone. */
  void mapLeaf(long linear, long physical, long flags) {
    setEntry(paging.leaf(), linear, target(paging.leaf(), physical) | flags);
  }

  /** Error code of the page fault that {@code action} raises, or {@link #ALLOWED}. */
  int outcome(Runnable action) {
    try {
      action.run();
      return ALLOWED;
    } catch (GuestFault fault) {
      if (fault.vector() != Vector.PF) {
        throw new AssertionError("vector " + fault.vector(), fault);
      }
      return fault.errorCode();
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
