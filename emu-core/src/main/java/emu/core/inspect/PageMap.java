package emu.core.inspect;

import emu.core.cpu.Cpu;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists what the page tables map (SDM 3A, chapter 5), without marking anything accessed.
 *
 * <p>A guest may write tables that lead anywhere, also back to themselves: only so many are read
 * and so many ranges listed.
 */
public final class PageMap {
  private static final int MOST_TABLES = 1 << 16;
  private static final int MOST_RANGES = 5_000;
  private static final int PAGE_SHIFT = 12;

  private static final long PRESENT = 1;
  private static final long WRITABLE = 1 << 1;
  private static final long USER = 1 << 2;
  private static final long LARGE = 1 << 7;
  private static final long GLOBAL = 1 << 8;
  private static final long NO_EXECUTE = 1L << 63;
  private static final long INHERITED = WRITABLE | USER;

  private static final long CR0_PG = 1L << 31;
  private static final long CR4_PSE = 1 << 4;
  private static final long CR4_PAE = 1 << 5;
  private static final long ADDRESS = 0xF_FFFF_FFFF_F000L;

  /**
   * Linear addresses that lie together in physical memory too.
   *
   * @param start the first of them
   * @param end the last of them
   * @param physical where the first lies
   * @param rights what may be done there: {@code u} user mode, {@code w} write, {@code x} execute,
   *     {@code g} global
   */
  public record Range(long start, long end, long physical, String rights) {}

  private final Cpu cpu;
  private final List<Range> ranges = new ArrayList<>();
  private int tables;

  private PageMap(Cpu cpu) {
    this.cpu = cpu;
  }

  /**
   * What {@code cpu} has mapped, in ascending order of the table's indexes; empty without paging.
   */
  public static List<Range> of(Cpu cpu) {
    PageMap map = new PageMap(cpu);
    if ((cpu.cr0 & CR0_PG) == 0) {
      return List.of();
    }
    if (cpu.isLongMode()) {
      map.walk(cpu.cr3 & ADDRESS, 0, 3, 9, INHERITED);
    } else if ((cpu.cr4 & CR4_PAE) != 0) {
      map.walkPae();
    } else {
      map.walk(cpu.cr3 & 0xFFFF_F000L, 0, 1, 10, INHERITED);
    }
    return map.ranges;
  }

  /** Whether there may be more than were listed. */
  public static boolean isCut(List<Range> ranges) {
    return ranges.size() >= MOST_RANGES;
  }

  private void walkPae() {
    for (int i = 0; i < 4; i++) {
      long entry = cpu.memory.read((cpu.cr3 & 0xFFFF_FFE0L) + i * 8L, 8);
      if ((entry & PRESENT) != 0) {
        walk(entry & ADDRESS, (long) i << 30, 1, 9, INHERITED);
      }
    }
  }

  /**
   * Reads a table.
   *
   * @param level 0 for one whose entries map pages of 4 KiB
   * @param bits of an index: 9 with entries of 8 bytes, 10 with 4
   * @param rights what all tables above allow
   */
  private void walk(long table, long linear, int level, int bits, long rights) {
    int size = bits == 9 ? 8 : 4;
    int shift = PAGE_SHIFT + level * bits;
    if (++tables > MOST_TABLES) {
      return;
    }
    for (int i = 0; i < 1 << bits && ranges.size() < MOST_RANGES; i++) {
      long entry = cpu.memory.read(table + (long) i * size, size);
      if ((entry & PRESENT) == 0) {
        continue;
      }
      long start = linear | (long) i << shift;
      if (level == 3) {
        start = start << 16 >> 16;
      }
      long allowed = rights & entry & INHERITED | (rights | entry) & NO_EXECUTE;
      boolean large = (entry & LARGE) != 0 && level > 0 && level < 3;
      if (level == 0 || large && (size == 8 || (cpu.cr4 & CR4_PSE) != 0)) {
        add(start, entry & ADDRESS & -(1L << shift), 1L << shift, allowed | entry & GLOBAL);
      } else {
        walk(entry & (size == 8 ? ADDRESS : 0xFFFF_F000L), start, level - 1, bits, allowed);
      }
    }
  }

  private void add(long start, long physical, long length, long entry) {
    String rights =
        ((entry & USER) != 0 ? "u" : "-")
            + ((entry & WRITABLE) != 0 ? "w" : "-")
            + ((entry & NO_EXECUTE) == 0 ? "x" : "-")
            + ((entry & GLOBAL) != 0 ? "g" : "-");
    Range last = ranges.isEmpty() ? null : ranges.getLast();
    boolean joins =
        last != null
            && last.end + 1 == start
            && last.physical + (start - last.start) == physical
            && last.rights.equals(rights);
    if (joins) {
      ranges.removeLast();
      ranges.add(new Range(last.start, start + length - 1, last.physical, rights));
    } else {
      ranges.add(new Range(start, start + length - 1, physical, rights));
    }
  }
}
