package emu.core.inspect;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import java.util.ArrayList;
import java.util.List;

/** Reads the entries that translate an address (SDM 3A 5.3 to 5.5). */
final class PagingTables {
  private static final String[] NAMES = {"PTE", "PDE", "PDPTE", "PML4E"};
  private static final long ADDRESS = 0xF_FFFF_FFFF_F000L;

  private final Cpu cpu;
  private final Paging paging;

  PagingTables(Cpu cpu, Paging paging) {
    this.cpu = cpu;
    this.paging = paging;
  }

  /** The entries for {@code linear}, down to the one that maps a page or is not present. */
  List<PageEntry> entries(long linear) {
    List<PageEntry> entries = new ArrayList<>();
    long table =
        switch (paging) {
          case NONE -> -1;
          case BITS_32 -> cpu.cr3 & 0xFFFF_F000L;
          case PAE -> cpu.cr3 & 0xFFFF_FFE0L;
          case LEVEL_4 -> cpu.cr3 & ADDRESS;
        };
    for (int level = top(); table >= 0 && level >= 0; level--) {
      PageEntry entry = read(table, linear, level);
      entries.add(entry);
      boolean ends = entry.leaf() || !entry.has(PageEntry.PRESENT);
      table = ends ? -1 : entry.value() & (size() == 8 ? ADDRESS : 0xFFFF_F000L);
    }
    return entries;
  }

  private int top() {
    return paging == Paging.LEVEL_4 ? 3 : paging == Paging.PAE ? 2 : 1;
  }

  private int size() {
    return paging == Paging.BITS_32 ? 4 : 8;
  }

  private int shift(int level) {
    return 12 + level * (size() == 8 ? 9 : 10);
  }

  private PageEntry read(long table, long linear, int level) {
    int index = (int) (linear >>> shift(level)) & (size() == 8 ? 0x1FF : 0x3FF);
    if (paging == Paging.PAE && level == 2) {
      index &= 3;
    }
    long address = table + (long) index * size();
    long value = cpu.memory.isRam(address, size()) ? cpu.memory.read(address, size()) : -1;
    boolean leaf = level == 0 || mapsLargePage(level, value);
    return new PageEntry(NAMES[level], index, address, size(), value, leaf);
  }

  private boolean mapsLargePage(int level, long value) {
    if ((value & PageEntry.LARGE) == 0 || level == 3) {
      return false;
    }
    return switch (paging) {
      case BITS_32 -> (cpu.cr4 & Cr.CR4_PSE) != 0;
      case PAE -> level == 1;
      default -> true;
    };
  }

  /** Whether {@code entry} grants {@code right}; PDPTEs of PAE paging have no such bits. */
  boolean allows(PageEntry entry, long right) {
    return paging == Paging.PAE && entry.table().equals("PDPTE") || entry.has(right);
  }

  /** The bits that must be 0 in {@code entry}. */
  long reserved(PageEntry entry) {
    int level = List.of(NAMES).indexOf(entry.table());
    if (paging == Paging.BITS_32) {
      return entry.leaf() && level == 1 ? 1 << 21 : 0;
    }
    long beyond = ADDRESS & -(1L << cpu.model.physicalBits());
    if (paging == Paging.PAE && level == 2) {
      return -1L << cpu.model.physicalBits() | 0x1E6;
    }
    long noExecute = (cpu.efer & Cr.EFER_NXE) != 0 ? 0 : PageEntry.NO_EXECUTE;
    long high = paging == Paging.PAE ? 0x7FF0_0000_0000_0000L : 0;
    long low = entry.leaf() && level > 0 ? (1L << shift(level)) - 1 & -(1L << 13) : 0;
    return beyond | noExecute | high | low | (level == 3 ? PageEntry.LARGE : 0);
  }

  /** Where {@code linear} lies if the last of {@code entries} maps it. */
  long physical(long linear, List<PageEntry> entries) {
    if (entries.isEmpty()) {
      return linear;
    }
    PageEntry last = entries.getLast();
    long offset = (1L << shift(List.of(NAMES).indexOf(last.table()))) - 1;
    if (!last.leaf()) {
      return 0;
    }
    long base = last.value() & ADDRESS & ~offset;
    if (size() == 4) {
      base &= 0xFFFF_FFFFL;
      // PSE-36: bits 20:13 are bits 39:32 of the address (SDM 3A, table 5-4).
      base |= last.table().equals("PDE") ? (last.value() >>> 13 & 0xFF) << 32 : 0;
    }
    return base | linear & offset;
  }
}
