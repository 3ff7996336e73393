package emu.core.mmu;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Vector;
import emu.core.debug.Watchpoints;
import emu.core.memory.PhysicalMemory;
import emu.core.memory.RawMemory;

/**
 * Loads and stores by linear address: TLB first, page walk behind it, #PF, #AC and non-canonical
 * addresses as faults.
 *
 * <p>The privilege of an access is in the choice of the table: one pair of TLBs serves user
 * accesses, one supervisor accesses, one supervisor accesses with SMAP suspended by EFLAGS.AC.
 * Where every access has to be looked at (alignment check, data breakpoints) the fast path is
 * pointed at a table that is always empty.
 */
public final class Mmu {
  private static final long PAGE_MASK = -4096;
  private static final int USER = 0;
  private static final int SUPERVISOR = 1;
  private static final int SUPERVISOR_AC = 2;
  private static final int CONTEXTS = 3;
  private static final long[] ALWAYS_EMPTY = new Tlb().entries;

  private final Cpu cpu;
  private final PhysicalMemory memory;
  private final PageWalk walk;
  private final Watchpoints watchpoints;
  private final Tlb[] readTlbs = new Tlb[CONTEXTS];
  private final Tlb[] writeTlbs = new Tlb[CONTEXTS];
  private long[] reads;
  private long[] writes;
  private int context = SUPERVISOR;
  private boolean alignmentChecked;
  private DataBreakpoints breakpoints = DataBreakpoints.NONE;
  private long addressMask = -1;
  private int codeEpoch;

  /** The memory management unit of {@code cpu}. */
  public Mmu(Cpu cpu) {
    this.cpu = cpu;
    this.memory = cpu.memory;
    this.walk = new PageWalk(cpu);
    this.watchpoints = cpu.watchpoints;
    for (int i = 0; i < CONTEXTS; i++) {
      readTlbs[i] = new Tlb();
      writeTlbs[i] = new Tlb();
    }
    reads = readTlbs[context].entries;
    writes = writeTlbs[context].entries;
    memory.onMappingChanged(this::flushAll);
    watchpoints.onChanged(this::chooseWaysAnew);
  }

  /** Loads a byte, zero-extended. */
  public long load8(long linear) {
    long[] tlb = reads;
    long at = Tlb.at(linear);
    if (Tlb.tag(tlb, at) == (linear & PAGE_MASK)) {
      return RawMemory.load8(Tlb.distance(tlb, at) + linear);
    }
    return loadSlow(linear, 1);
  }

  /** Loads two bytes, zero-extended. */
  public long load16(long linear) {
    long[] tlb = reads;
    long at = Tlb.at(linear);
    if (Tlb.tag(tlb, at) == (linear + 1 & PAGE_MASK)) {
      return RawMemory.load16(Tlb.distance(tlb, at) + linear);
    }
    return loadSlow(linear, 2);
  }

  /** Loads four bytes, zero-extended. */
  public long load32(long linear) {
    long[] tlb = reads;
    long at = Tlb.at(linear);
    if (Tlb.tag(tlb, at) == (linear + 3 & PAGE_MASK)) {
      return RawMemory.load32(Tlb.distance(tlb, at) + linear);
    }
    return loadSlow(linear, 4);
  }

  /** Loads eight bytes. */
  public long load64(long linear) {
    long[] tlb = reads;
    long at = Tlb.at(linear);
    if (Tlb.tag(tlb, at) == (linear + 7 & PAGE_MASK)) {
      return RawMemory.load64(Tlb.distance(tlb, at) + linear);
    }
    return loadSlow(linear, 8);
  }

  /** Stores a byte. */
  public void store8(long linear, long value) {
    long[] tlb = writes;
    long at = Tlb.at(linear);
    if (Tlb.tag(tlb, at) == (linear & PAGE_MASK)) {
      RawMemory.store8(Tlb.distance(tlb, at) + linear, (byte) value);
    } else {
      storeSlow(linear, 1, value);
    }
  }

  /** Stores two bytes. */
  public void store16(long linear, long value) {
    long[] tlb = writes;
    long at = Tlb.at(linear);
    if (Tlb.tag(tlb, at) == (linear + 1 & PAGE_MASK)) {
      RawMemory.store16(Tlb.distance(tlb, at) + linear, (short) value);
    } else {
      storeSlow(linear, 2, value);
    }
  }

  /** Stores four bytes. */
  public void store32(long linear, long value) {
    long[] tlb = writes;
    long at = Tlb.at(linear);
    if (Tlb.tag(tlb, at) == (linear + 3 & PAGE_MASK)) {
      RawMemory.store32(Tlb.distance(tlb, at) + linear, (int) value);
    } else {
      storeSlow(linear, 4, value);
    }
  }

  /** Stores eight bytes. */
  public void store64(long linear, long value) {
    long[] tlb = writes;
    long at = Tlb.at(linear);
    if (Tlb.tag(tlb, at) == (linear + 7 & PAGE_MASK)) {
      RawMemory.store64(Tlb.distance(tlb, at) + linear, value);
    } else {
      storeSlow(linear, 8, value);
    }
  }

  /**
   * Host address of {@code size} (1 to 8) bytes at {@code linear} that a load may read directly, or
   * 0 if it has to go the long way: {@link #load}, which may also fault. Changes nothing but
   * accessed flags and the TLB.
   */
  public long readable(long linear, int size) {
    return readTag(linear) == tag(linear, size)
        ? readAddress(linear)
        : direct(linear, size, Access.READ);
  }

  /** The same for a store, or for a load and a store: accessed and dirty flags. */
  public long writable(long linear, int size) {
    return writeTag(linear) == tag(linear, size)
        ? writeAddress(linear)
        : direct(linear, size, Access.WRITE);
  }

  /**
   * What {@link #readTag} or {@link #writeTag} is if the TLB has the address of {@code size} (1 to
   * 16) bytes at {@code linear}: {@link #readAddress} or {@link #writeAddress} is it then.
   */
  public static long tag(long linear, int size) {
    return linear + (size - 1) & PAGE_MASK;
  }

  /** See {@link #tag}. */
  public long readTag(long linear) {
    return Tlb.tag(reads, Tlb.at(linear));
  }

  /** See {@link #tag}. */
  public long writeTag(long linear) {
    return Tlb.tag(writes, Tlb.at(linear));
  }

  /** Host address of {@code linear}; see {@link #tag}. */
  public long readAddress(long linear) {
    return Tlb.distance(reads, Tlb.at(linear)) + linear;
  }

  /** Host address of {@code linear}; see {@link #tag}. */
  public long writeAddress(long linear) {
    return Tlb.distance(writes, Tlb.at(linear)) + linear;
  }

  /** Fills the TLB and gives the host address, if there is one and the access would not fault. */
  private long direct(long linear, int size, Access access) {
    Tlb tlb = access == Access.WRITE ? writeTlbs[context] : readTlbs[context];
    boolean slow = reads == ALWAYS_EMPTY;
    if (slow || (int) (linear & 4095) + size > 4096 || tlb.physical(linear) >= 0) {
      return 0;
    }
    if (cpu.isLongMode() && linear << 16 >> 16 != linear
        || walk.walk(linear, addressMask) != PageWalk.Outcome.MAPPED
        || !isAllowed(access, context)) {
      return 0;
    }
    walk.markUsed(access == Access.WRITE);
    long page = fill(tlb, linear, access);
    return page == 0 ? 0 : page + (linear & 4095);
  }

  /** Loads {@code size} (1, 2, 4 or 8) bytes, zero-extended. */
  public long load(long linear, int size) {
    return switch (size) {
      case 1 -> load8(linear);
      case 2 -> load16(linear);
      case 4 -> load32(linear);
      default -> load64(linear);
    };
  }

  /** Stores the low {@code size} (1, 2, 4 or 8) bytes of {@code value}. */
  public void store(long linear, int size, long value) {
    switch (size) {
      case 1 -> store8(linear, value);
      case 2 -> store16(linear, value);
      case 4 -> store32(linear, value);
      default -> store64(linear, value);
    }
  }

  /**
   * Loads the destination of a read-modify-write instruction: faults as the write does, so that the
   * store that follows cannot fault.
   */
  public long loadForUpdate(long linear, int size) {
    long[] tlb = writes;
    long at = Tlb.at(linear);
    if (Tlb.tag(tlb, at) == (linear + (size - 1) & PAGE_MASK)) {
      return RawMemory.load(Tlb.distance(tlb, at) + linear, size);
    }
    checkAlignment(linear, size);
    probeWrite(linear, size);
    return load(linear, size);
  }

  /**
   * Faults as a store of {@code size} (1 to 4096) bytes would, and changes nothing but accessed and
   * dirty flags.
   */
  public void probeWrite(long linear, int size) {
    probe(linear, size, Access.WRITE);
  }

  /**
   * Faults as a load of {@code size} (1 to 4096) bytes would, and changes nothing but accessed
   * flags.
   */
  public void probeRead(long linear, int size) {
    probe(linear, size, Access.READ);
  }

  private void probe(long linear, int size, Access access) {
    physical(linear, access, context);
    if (((linear + size - 1) ^ linear) >>> 12 != 0) {
      physical(pageBehind(linear, size), access, context);
    }
  }

  /**
   * Host address for direct access from {@code linear} to the end of its page, or 0 if there is
   * none (device registers, pages that hold code, alignment checks, breakpoints). Faults as an
   * access would. For bulk string operations, which tell watchpoints themselves.
   */
  public long hostAddress(long linear, Access access) {
    if (alignmentChecked || breakpoints != DataBreakpoints.NONE) {
      return 0;
    }
    long address = physical(linear, access, context);
    long page = hostPage(address, access);
    return page == 0 ? 0 : page + (address & 4095);
  }

  /**
   * Loads from a system table (GDT, LDT, IDT, TSS): a supervisor access whatever the CPL is (SDM 3A
   * 4.6.1).
   *
   * @param size 1, 2, 4 or 8 bytes
   */
  public long loadSystem(long linear, int size) {
    long value = loadSlowly(linear, size, SUPERVISOR);
    watchpoints.accessed(linear, size, false);
    return value;
  }

  /** Stores to a system table: a supervisor access whatever the CPL is. */
  public void storeSystem(long linear, int size, long value) {
    storeSlowly(linear, size, value, SUPERVISOR);
    watchpoints.accessed(linear, size, true);
  }

  /**
   * Physical address of the instruction byte at {@code linear}, fetched at the current privilege;
   * faults if it may not be fetched.
   */
  public long physicalOfCode(long linear) {
    int privilege = cpu.cpl == 3 ? USER : SUPERVISOR;
    checkCanonical(linear);
    translate(linear, Access.EXECUTE, privilege);
    return walk.physical;
  }

  /**
   * Physical address that {@code linear} maps to, whatever the privilege, or -1; marks nothing as
   * accessed. For those who look at the machine from outside.
   */
  public long lookUp(long linear) {
    boolean canonical = !cpu.isLongMode() || linear << 16 >> 16 == linear;
    return canonical && walk.walk(linear, addressMask) == PageWalk.Outcome.MAPPED
        ? walk.physical
        : -1;
  }

  /**
   * Changes whenever a code fetch may translate differently than before, other than by privilege.
   */
  public int codeEpoch() {
    return codeEpoch;
  }

  /**
   * Loads the PDPTE registers for PAE paging from {@code cr3}.
   *
   * @return false if a reserved bit is set: #GP(0), and nothing has changed
   */
  public boolean loadPdptes(long cr3) {
    return walk.loadPdptes(cr3, addressMask);
  }

  /** Forgets all translations. */
  public void flushAll() {
    for (int i = 0; i < CONTEXTS; i++) {
      readTlbs[i].flushAll();
      writeTlbs[i].flushAll();
    }
    codeMappingChanged();
  }

  /** Forgets all translations but global ones, as a load of CR3 does. */
  public void flushNonGlobal() {
    for (int i = 0; i < CONTEXTS; i++) {
      readTlbs[i].flushNonGlobal();
      writeTlbs[i].flushNonGlobal();
    }
    codeMappingChanged();
  }

  /** Forgets the translation of {@code linear}, as INVLPG does. */
  public void flushPage(long linear) {
    for (int i = 0; i < CONTEXTS; i++) {
      readTlbs[i].flushPage(linear);
      writeTlbs[i].flushPage(linear);
    }
    codeMappingChanged();
  }

  /**
   * Makes the next access to the physical page at {@code address} ask again whether it may go to
   * memory directly.
   */
  public void flushPhysicalPage(long address) {
    for (int i = 0; i < CONTEXTS; i++) {
      readTlbs[i].flushPhysical(address & PAGE_MASK);
      writeTlbs[i].flushPhysical(address & PAGE_MASK);
    }
  }

  /**
   * Opens ({@code true}) or closes the A20 gate: closed, bit 20 of every physical address reads as
   * 0.
   */
  public void setA20(boolean open) {
    addressMask = open ? -1L : ~(1L << 20);
    flushAll();
    cpu.requestAttention();
  }

  /** Whether the A20 gate is open. */
  public boolean isA20Open() {
    return addressMask == -1L;
  }

  /**
   * Has {@code newBreakpoints} look at every load and store from now on; {@link
   * DataBreakpoints#NONE} ends that.
   */
  public void setBreakpoints(DataBreakpoints newBreakpoints) {
    breakpoints = newBreakpoints;
    selectTables();
  }

  /** Adapts to changes of CPL, CR0, CR4 and EFLAGS; does not flush. */
  public void modeChanged() {
    boolean ac = (cpu.systemFlags & Flags.AC) != 0;
    boolean isUser = cpu.cpl == 3;
    context = isUser ? USER : ac && (cpu.cr4 & Cr.CR4_SMAP) != 0 ? SUPERVISOR_AC : SUPERVISOR;
    alignmentChecked = isUser && ac && (cpu.cr0 & Cr.CR0_AM) != 0;
    selectTables();
  }

  private void selectTables() {
    boolean slow = alignmentChecked || breakpoints != DataBreakpoints.NONE;
    reads = slow ? ALWAYS_EMPTY : readTlbs[context].entries;
    writes = slow ? ALWAYS_EMPTY : writeTlbs[context].entries;
  }

  private void codeMappingChanged() {
    codeEpoch++;
    cpu.requestAttention();
  }

  private long loadSlow(long linear, int size) {
    checkAlignment(linear, size);
    long value = loadSlowly(linear, size, context);
    breakpoints.accessed(linear, size, false);
    watchpoints.accessed(linear, size, false);
    return value;
  }

  private void storeSlow(long linear, int size, long value) {
    checkAlignment(linear, size);
    storeSlowly(linear, size, value, context);
    breakpoints.accessed(linear, size, true);
    watchpoints.accessed(linear, size, true);
  }

  private long loadSlowly(long linear, int size, int privilege) {
    if ((int) (linear & 4095) + size <= 4096) {
      return memory.read(physical(linear, Access.READ, privilege), size);
    }
    physical(
        pageBehind(linear, size), Access.READ, physicalChecked(linear, Access.READ, privilege));
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= memory.read(physical(wrap(linear + i), Access.READ, privilege), 1) << 8 * i;
    }
    return value;
  }

  private void storeSlowly(long linear, int size, long value, int privilege) {
    if ((int) (linear & 4095) + size <= 4096) {
      memory.write(physical(linear, Access.WRITE, privilege), size, value);
      return;
    }
    physical(
        pageBehind(linear, size), Access.WRITE, physicalChecked(linear, Access.WRITE, privilege));
    for (int i = 0; i < size; i++) {
      memory.write(physical(wrap(linear + i), Access.WRITE, privilege), 1, value >>> 8 * i);
    }
  }

  /** Faults for {@code linear} first, before the other page of a split access is looked at. */
  private int physicalChecked(long linear, Access access, int privilege) {
    physical(linear, access, privilege);
    return privilege;
  }

  /** Start of the second page of a split access, which is what CR2 tells if that page faults. */
  private long pageBehind(long linear, int size) {
    return wrap(linear + size - 1 & PAGE_MASK);
  }

  private long wrap(long linear) {
    return cpu.isLongMode() ? linear : linear & 0xFFFF_FFFFL;
  }

  private long physical(long linear, Access access, int privilege) {
    Tlb tlb = access == Access.WRITE ? writeTlbs[privilege] : readTlbs[privilege];
    long known = tlb.physical(linear);
    if (known >= 0) {
      return known;
    }
    checkCanonical(linear);
    translate(linear, access, privilege);
    fill(tlb, linear, access);
    return walk.physical;
  }

  /** Fills in what was walked; returns the host address of the page, or 0 for the slow way. */
  private long fill(Tlb tlb, long linear, Access access) {
    long page = way(linear, walk.physical, access);
    tlb.fill(linear, walk.physical, page, walk.global, walk.shift);
    if (cpu.observer != null && cpu.observer.watchesTlb()) {
      cpu.observer.tlbFilled(cpu, walk.fill(linear, access));
    }
    return page;
  }

  /** Keeps all translations, but decides anew which pages may be accessed directly. */
  private void chooseWaysAnew() {
    for (int i = 0; i < CONTEXTS; i++) {
      readTlbs[i].chooseWays((page, address) -> way(page, address, Access.READ));
      writeTlbs[i].chooseWays((page, address) -> way(page, address, Access.WRITE));
    }
  }

  private long way(long linear, long address, Access access) {
    return watchpoints.watchesPageOf(linear) ? 0 : hostPage(address, access);
  }

  /** Host address of a page that may be accessed directly, or 0. */
  private long hostPage(long address, Access access) {
    return access == Access.WRITE ? memory.writablePage(address) : memory.readablePage(address);
  }

  private void translate(long linear, Access access, int privilege) {
    switch (walk.walk(linear, addressMask)) {
      case MAPPED -> {
        if (!isAllowed(access, privilege)) {
          throw pageFault(linear, access, privilege, 1);
        }
        walk.markUsed(access == Access.WRITE);
      }
      case NOT_PRESENT -> throw pageFault(linear, access, privilege, 0);
      case RESERVED_BIT -> throw pageFault(linear, access, privilege, 9);
    }
  }

  // SDM 3A 4.6.1
  private boolean isAllowed(Access access, int privilege) {
    if (privilege == USER) {
      return walk.user
          && (access != Access.WRITE || walk.writable)
          && (access != Access.EXECUTE || !walk.noExecute);
    }
    return switch (access) {
      case READ -> !isSmapProtected(privilege);
      case WRITE -> (walk.writable || (cpu.cr0 & Cr.CR0_WP) == 0) && !isSmapProtected(privilege);
      case EXECUTE -> !walk.noExecute && !(walk.user && isPaged() && (cpu.cr4 & Cr.CR4_SMEP) != 0);
    };
  }

  private boolean isSmapProtected(int privilege) {
    return walk.user && privilege == SUPERVISOR && isPaged() && (cpu.cr4 & Cr.CR4_SMAP) != 0;
  }

  private boolean isPaged() {
    return (cpu.cr0 & Cr.CR0_PG) != 0;
  }

  private GuestFault pageFault(long linear, Access access, int privilege, int error) {
    boolean hasNx = (cpu.cr4 & Cr.CR4_PAE) != 0 && (cpu.efer & Cr.EFER_NXE) != 0;
    boolean fetchReported = hasNx || (cpu.cr4 & Cr.CR4_SMEP) != 0;
    cpu.cr2 = linear;
    return cpu.fault(
        Vector.PF,
        error
            | (access == Access.WRITE ? 2 : 0)
            | (privilege == USER ? 4 : 0)
            | (access == Access.EXECUTE && fetchReported ? 16 : 0));
  }

  private void checkCanonical(long linear) {
    if (cpu.isLongMode() && linear << 16 >> 16 != linear) {
      throw cpu.nonCanonical();
    }
  }

  /**
   * Raises #AC if alignment is checked now and {@code linear} is no multiple of {@code alignment},
   * a power of two. Loads and stores do this with their size; it is for accesses made of several.
   */
  public void checkAlignment(long linear, int alignment) {
    if (alignmentChecked && (linear & alignment - 1) != 0) {
      checkCanonical(linear);
      throw cpu.fault(Vector.AC, 0);
    }
  }
}
