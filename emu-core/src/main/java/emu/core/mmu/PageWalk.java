package emu.core.mmu;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.memory.PhysicalMemory;
import java.util.Arrays;
import java.util.List;

/**
 * Walks the paging structures (SDM 3A, chapter 4): 32-bit, PAE and 4-level paging. One walk at a
 * time; its outcome is in the fields.
 */
final class PageWalk {
  static final int PRESENT = 1;
  static final int WRITABLE = 2;
  static final int USER = 4;
  private static final int ACCESSED = 0x20;
  private static final int DIRTY = 0x40;
  private static final int LARGE = 0x80;
  private static final int GLOBAL = 0x100;
  private static final long NX = Long.MIN_VALUE;

  /** Outcomes of {@link #walk}. */
  enum Outcome {
    MAPPED,
    NOT_PRESENT,
    RESERVED_BIT
  }

  /** Physical address that the linear address maps to. */
  long physical;

  /** Whether every level allows writes, user access. */
  boolean writable;

  boolean user;

  /** Whether some level forbids execution. */
  boolean noExecute;

  boolean global;

  /** Whether the leaf's dirty flag is set. */
  boolean dirty;

  /** log2 of the page's size. */
  int shift;

  private final Cpu cpu;
  private final PhysicalMemory memory;
  private final long[] pdptes = new long[4];
  private final long[] entryAddresses = new long[4];
  private final long[] entries = new long[4];
  private int depth;
  private int entryBytes;

  PageWalk(Cpu cpu) {
    this.cpu = cpu;
    this.memory = cpu.memory;
  }

  Outcome walk(long linear, long addressMask) {
    depth = 0;
    writable = true;
    user = true;
    noExecute = false;
    global = false;
    if ((cpu.cr0 & Cr.CR0_PG) == 0) {
      physical = linear & addressMask;
      dirty = true;
      shift = 12;
      return Outcome.MAPPED;
    }
    if ((cpu.cr4 & Cr.CR4_PAE) == 0) {
      return walk32(linear, addressMask);
    }
    return cpu.isLongMode() ? walk4Level(linear, addressMask) : walkPae(linear, addressMask);
  }

  /**
   * Loads the PDPTE registers of PAE paging from {@code cr3} (SDM 3A 4.4.1).
   *
   * @return false, with nothing changed, if a present one has a reserved bit set
   */
  boolean loadPdptes(long cr3, long addressMask) {
    // Bits 2:1, 8:5 and 63:MAXPHYADDR (SDM 3A, table 4-8).
    long reserved = -1L << cpu.model.physicalBits() | 0x1E6;
    long[] loaded = new long[4];
    for (int i = 0; i < 4; i++) {
      loaded[i] = memory.read((cr3 & 0xFFFF_FFE0L) + 8L * i & addressMask, 8);
      if ((loaded[i] & PRESENT) != 0 && (loaded[i] & reserved) != 0) {
        return false;
      }
    }
    System.arraycopy(loaded, 0, pdptes, 0, 4);
    return true;
  }

  /** The last walk, made for {@code access} to {@code linear}, as observers are told of it. */
  TlbFill fill(long linear, Access access) {
    List<Long> used = Arrays.stream(entries, 0, depth).boxed().toList();
    return new TlbFill(linear, access, physical, shift, global, used);
  }

  private Outcome walk32(long linear, long addressMask) {
    entryBytes = 4;
    long entry = fetch((cpu.cr3 & 0xFFFF_F000L) + (linear >>> 22 & 0x3FF) * 4 & addressMask, 4);
    if ((entry & PRESENT) == 0) {
      return Outcome.NOT_PRESENT;
    }
    writable = (entry & WRITABLE) != 0;
    user = (entry & USER) != 0;
    if ((entry & LARGE) != 0 && (cpu.cr4 & Cr.CR4_PSE) != 0) {
      if ((entry & 1 << 21) != 0) {
        return Outcome.RESERVED_BIT;
      }
      // PSE-36: bits 20:13 of the entry are bits 39:32 of the address (SDM 3A, table 4-4).
      long base = (entry & 0xFFC0_0000L) | (entry >>> 13 & 0xFF) << 32;
      return leaf(entry, base, linear, 22, addressMask);
    }
    entry = fetch((entry & 0xFFFF_F000L) + (linear >>> 12 & 0x3FF) * 4 & addressMask, 4);
    if ((entry & PRESENT) == 0) {
      return Outcome.NOT_PRESENT;
    }
    restrict(entry);
    return leaf(entry, entry & 0xFFFF_F000L, linear, 12, addressMask);
  }

  private Outcome walkPae(long linear, long addressMask) {
    entryBytes = 8;
    long pdpte = pdptes[(int) (linear >>> 30) & 3];
    if ((pdpte & PRESENT) == 0) {
      return Outcome.NOT_PRESENT;
    }
    return walkDirectory(
        pdpte & addressBits(), linear, addressMask, reservedAddressBits() | 0x7FF0_0000_0000_0000L);
  }

  private Outcome walk4Level(long linear, long addressMask) {
    entryBytes = 8;
    long reserved = reservedAddressBits();
    long entry = fetch((cpu.cr3 & addressBits()) + (linear >>> 39 & 0x1FF) * 8 & addressMask, 8);
    if ((entry & PRESENT) == 0) {
      return Outcome.NOT_PRESENT;
    }
    restrict(entry);
    if ((entry & (reserved | nxReserved() | LARGE)) != 0) {
      return Outcome.RESERVED_BIT;
    }
    entry = fetch((entry & addressBits()) + (linear >>> 30 & 0x1FF) * 8 & addressMask, 8);
    if ((entry & PRESENT) == 0) {
      return Outcome.NOT_PRESENT;
    }
    restrict(entry);
    if ((entry & (reserved | nxReserved())) != 0) {
      return Outcome.RESERVED_BIT;
    }
    if ((entry & LARGE) != 0) {
      if ((entry & 0x3FFF_E000L) != 0) {
        return Outcome.RESERVED_BIT;
      }
      return leaf(entry, entry & addressBits() & -(1L << 30), linear, 30, addressMask);
    }
    return walkDirectory(entry & addressBits(), linear, addressMask, reserved);
  }

  private Outcome walkDirectory(long directory, long linear, long addressMask, long reserved) {
    long entry = fetch(directory + (linear >>> 21 & 0x1FF) * 8 & addressMask, 8);
    if ((entry & PRESENT) == 0) {
      return Outcome.NOT_PRESENT;
    }
    restrict(entry);
    if ((entry & (reserved | nxReserved())) != 0) {
      return Outcome.RESERVED_BIT;
    }
    if ((entry & LARGE) != 0) {
      if ((entry & 0x1F_E000L) != 0) {
        return Outcome.RESERVED_BIT;
      }
      return leaf(entry, entry & addressBits() & -(1L << 21), linear, 21, addressMask);
    }
    entry = fetch((entry & addressBits()) + (linear >>> 12 & 0x1FF) * 8 & addressMask, 8);
    if ((entry & PRESENT) == 0) {
      return Outcome.NOT_PRESENT;
    }
    restrict(entry);
    if ((entry & (reserved | nxReserved())) != 0) {
      return Outcome.RESERVED_BIT;
    }
    return leaf(entry, entry & addressBits(), linear, 12, addressMask);
  }

  private Outcome leaf(long entry, long base, long linear, int pageShift, long addressMask) {
    shift = pageShift;
    global = (entry & GLOBAL) != 0 && (cpu.cr4 & Cr.CR4_PGE) != 0;
    dirty = (entry & DIRTY) != 0;
    physical = (base | linear & (1L << pageShift) - 1) & addressMask;
    return Outcome.MAPPED;
  }

  /**
   * Sets the accessed flags of the entries that the last walk used, and the dirty flag of the leaf
   * for a write (SDM 3A 4.8).
   */
  void markUsed(boolean write) {
    for (int i = 0; i < depth; i++) {
      long wanted = entries[i] | ACCESSED | (write && i == depth - 1 ? DIRTY : 0);
      if (wanted != entries[i]) {
        memory.write(entryAddresses[i], entryBytes, wanted);
        entries[i] = wanted;
      }
    }
    dirty |= write;
  }

  private long fetch(long address, int bytes) {
    long entry = memory.read(address, bytes);
    entryAddresses[depth] = address;
    entries[depth++] = entry;
    return entry;
  }

  private void restrict(long entry) {
    writable &= (entry & WRITABLE) != 0;
    user &= (entry & USER) != 0;
    noExecute |= entry < 0 && (cpu.efer & Cr.EFER_NXE) != 0;
  }

  private long nxReserved() {
    return (cpu.efer & Cr.EFER_NXE) != 0 ? 0 : NX;
  }

  private long addressBits() {
    return (1L << cpu.model.physicalBits()) - 1 & -4096L;
  }

  private long reservedAddressBits() {
    return 0x000F_FFFF_FFFF_F000L & ~addressBits();
  }
}
