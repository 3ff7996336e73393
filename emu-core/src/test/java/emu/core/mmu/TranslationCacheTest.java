package emu.core.mmu;

import static emu.core.mmu.PagedGuest.G;
import static emu.core.mmu.PagedGuest.P;
import static emu.core.mmu.PagedGuest.RW;
import static emu.core.mmu.PagedGuest.US;
import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.ControlRegisters;
import emu.core.cpu.Cr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When translations are forgotten: CR3, CR4, CR0, INVLPG (SDM 3A 4.10.4). */
class TranslationCacheTest {
  private static final long GIB = 1L << 30;

  /** Two pages side by side, and two places in RAM for each. */
  private static long linear(Paging paging, int page) {
    return (paging == Paging.LONG_1G ? 1 : 2) * paging.pageBytes() + page * paging.pageBytes();
  }

  private static long place(Paging paging, int number) {
    // Behind the page tables, and outside the hole.
    long first = paging == Paging.LONG_1G ? 4 * GIB : 0x0100_0000L;
    return first + number * paging.pageBytes();
  }

  private static PagedGuest guest(Paging paging) {
    PagedGuest guest = new PagedGuest(paging, paging == Paging.LONG_1G ? 8 * GIB : 0x0300_0000L);
    guest.cpu.cr4 |= Cr.CR4_PGE;
    guest.settle();
    for (int i = 0; i < 4; i++) {
      for (long offset = 0; offset < paging.pageBytes(); offset += step(paging)) {
        guest.memory.write(place(paging, i) + offset, 8, 100 + i);
        if (paging.isLarge()) {
          guest.memory.write(place(paging, i) + offset + 4096, 8, 100 + i);
        }
      }
    }
    return guest;
  }

  private static long step(Paging paging) {
    return paging.isLarge() ? paging.pageBytes() / 8 + 8192 : 4096;
  }

  /**
   * Which place every piece of {@code page} reads from; -1 if they differ. The pieces of the second
   * page are others than those of the first, so that no TLB need have them in one slot.
   */
  private static int placeOf(PagedGuest guest, int page) {
    long start = linear(guest.paging, page) + (guest.paging.isLarge() ? 4096 * page : 0);
    long first = guest.cpu.mmu.load64(start);
    for (long at = 0; at < guest.paging.pageBytes(); at += step(guest.paging)) {
      if (guest.cpu.mmu.load64(start + at) != first) {
        return -1;
      }
    }
    return (int) first - 100;
  }

  private static void map(PagedGuest guest, int firstPlace, long firstFlags) {
    Paging paging = guest.paging;
    guest.map(linear(paging, 0), place(paging, firstPlace), P | RW | US | firstFlags);
    guest.map(linear(paging, 1), place(paging, firstPlace + 1), P | RW | US);
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void globalPagesSurviveLoadsOfCr3(Paging paging) {
    try (PagedGuest guest = guest(paging)) {
      map(guest, 0, G);
      assertEquals(0, placeOf(guest, 0));
      assertEquals(1, placeOf(guest, 1));
      map(guest, 2, G);
      ControlRegisters.writeCr3(guest.cpu, guest.cpu.cr3);
      assertEquals(0, placeOf(guest, 0));
      assertEquals(3, placeOf(guest, 1));
      ControlRegisters.writeCr4(guest.cpu, guest.cpu.cr4 & ~Cr.CR4_PGE);
      assertEquals(2, placeOf(guest, 0));
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void globalMeansNothingWithoutTheExtension(Paging paging) {
    try (PagedGuest guest = guest(paging)) {
      ControlRegisters.writeCr4(guest.cpu, guest.cpu.cr4 & ~Cr.CR4_PGE);
      map(guest, 0, G);
      assertEquals(0, placeOf(guest, 0));
      map(guest, 2, G);
      ControlRegisters.writeCr3(guest.cpu, guest.cpu.cr3);
      assertEquals(2, placeOf(guest, 0));
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void storesGoWhereLoadsGo(Paging paging) {
    try (PagedGuest guest = guest(paging)) {
      map(guest, 0, 0);
      long at = linear(paging, 0);
      guest.cpu.mmu.store64(at, 7);
      assertEquals(7, guest.memory.read(place(paging, 0), 8));
      map(guest, 2, 0);
      ControlRegisters.writeCr3(guest.cpu, guest.cpu.cr3);
      guest.cpu.mmu.store64(at, 8);
      assertEquals(7, guest.memory.read(place(paging, 0), 8));
      assertEquals(8, guest.memory.read(place(paging, 2), 8));
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void invalidationOfAnyAddressForgetsTheWholePage(Paging paging) {
    try (PagedGuest guest = guest(paging)) {
      map(guest, 0, G);
      assertEquals(0, placeOf(guest, 0));
      assertEquals(1, placeOf(guest, 1));
      map(guest, 2, G);
      guest.cpu.mmu.flushPage(linear(paging, 0) + paging.pageBytes() - 1);
      // Global or not; the neighbour may be forgotten too, but nothing here asks for it.
      assertEquals(2, placeOf(guest, 0));
      guest.cpu.mmu.flushPage(linear(paging, 1) + 8);
      assertEquals(3, placeOf(guest, 1));
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void everyPrivilegeForgets(Paging paging) {
    try (PagedGuest guest = guest(paging)) {
      guest.control(false, true, false, true);
      guest.cpu.cr4 |= Cr.CR4_PGE;
      map(guest, 0, 0);
      int[][] privileges = {{3, 0}, {0, 1}};
      for (int[] p : privileges) {
        guest.privilege(p[0], p[1] == 1);
        assertEquals(0, placeOf(guest, 0));
      }
      map(guest, 2, 0);
      guest.cpu.mmu.flushPage(linear(paging, 0));
      for (int[] p : privileges) {
        guest.privilege(p[0], p[1] == 1);
        assertEquals(2, placeOf(guest, 0));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void writeProtectionOfSupervisorsTakesEffect(Paging paging) {
    try (PagedGuest guest = guest(paging)) {
      guest.map(linear(paging, 0), place(paging, 0), P | US);
      assertEquals(
          PagedGuest.ALLOWED, guest.outcome(() -> guest.cpu.mmu.store8(linear(paging, 0), 1)));
      ControlRegisters.writeCr0(guest.cpu, guest.cpu.cr0 | Cr.CR0_WP);
      assertEquals(3, guest.outcome(() -> guest.cpu.mmu.store8(linear(paging, 0), 1)));
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void noTranslationIsKeptOfAFault(Paging paging) {
    try (PagedGuest guest = guest(paging)) {
      long at = linear(paging, 0);
      guest.map(at, place(paging, 0), RW | US);
      assertEquals(0, guest.outcome(() -> guest.cpu.mmu.load8(at)));
      assertEquals(2, guest.outcome(() -> guest.cpu.mmu.store8(at, 1)));
      // More rights need no invalidation (SDM 3A 4.10.4.3).
      guest.map(at, place(paging, 0), P | US | RW);
      assertEquals(PagedGuest.ALLOWED, guest.outcome(() -> guest.cpu.mmu.load8(at)));
      assertEquals(PagedGuest.ALLOWED, guest.outcome(() -> guest.cpu.mmu.store8(at, 1)));
    }
  }
}
