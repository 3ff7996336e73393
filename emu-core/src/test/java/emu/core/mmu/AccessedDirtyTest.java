package emu.core.mmu;

import static emu.core.mmu.PagedGuest.A;
import static emu.core.mmu.PagedGuest.D;
import static emu.core.mmu.PagedGuest.P;
import static emu.core.mmu.PagedGuest.RW;
import static emu.core.mmu.PagedGuest.US;
import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accessed and dirty flags (SDM 3A 4.8). */
class AccessedDirtyTest {
  private static final long LINEAR = 0x0040_0000L;
  private static final long PHYSICAL = 0x0080_0000L;

  @ParameterizedTest
  @EnumSource(Paging.class)
  void readsAndFetchesSetAccessedAtEveryLevel(Paging paging) {
    try (PagedGuest guest = new PagedGuest(paging)) {
      guest.map(LINEAR, PHYSICAL, P | RW | US);
      guest.cpu.mmu.load32(LINEAR);
      check(guest, false);
      guest.map(LINEAR, PHYSICAL, P | RW | US);
      guest.cpu.mmu.flushAll();
      guest.cpu.mmu.physicalOfCode(LINEAR);
      check(guest, false);
      guest.map(LINEAR, PHYSICAL, P | RW | US);
      guest.cpu.mmu.flushAll();
      guest.cpu.mmu.loadSystem(LINEAR, 8);
      check(guest, false);
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void writesSetDirtyInTheLeafAlone(Paging paging) {
    try (PagedGuest guest = new PagedGuest(paging)) {
      guest.map(LINEAR, PHYSICAL, P | RW | US);
      guest.cpu.mmu.store8(LINEAR + 4095, 1);
      check(guest, true);
      guest.map(LINEAR, PHYSICAL, P | RW | US);
      guest.cpu.mmu.flushAll();
      guest.cpu.mmu.storeSystem(LINEAR + 1, 1, 1);
      check(guest, true);
      guest.map(LINEAR, PHYSICAL, P | RW | US);
      guest.cpu.mmu.flushAll();
      guest.cpu.mmu.loadForUpdate(LINEAR, 4);
      check(guest, true);
      guest.map(LINEAR, PHYSICAL, P | RW | US);
      guest.cpu.mmu.flushAll();
      guest.cpu.mmu.hostAddress(LINEAR, Access.WRITE);
      check(guest, true);
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void writeThroughATranslationThatReadsMadeSetsDirty(Paging paging) {
    try (PagedGuest guest = new PagedGuest(paging)) {
      guest.map(LINEAR, PHYSICAL, P | RW | US);
      guest.cpu.mmu.load64(LINEAR + 8);
      guest.cpu.mmu.physicalOfCode(LINEAR);
      check(guest, false);
      guest.cpu.mmu.store64(LINEAR + 8, 1);
      check(guest, true);
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void faultingWritesSetNoDirty(Paging paging) {
    try (PagedGuest guest = new PagedGuest(paging)) {
      guest.cpu.cr0 |= Cr.CR0_WP;
      guest.map(LINEAR, PHYSICAL, P | US);
      assertEquals(3, guest.outcome(() -> guest.cpu.mmu.store8(LINEAR, 1)));
      assertEquals(0, guest.entry(paging.leaf(), LINEAR) & D);
      assertEquals(3, guest.outcome(() -> guest.cpu.mmu.probeWrite(LINEAR, 8)));
      assertEquals(0, guest.entry(paging.leaf(), LINEAR) & D);
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void everythingElseInTheEntriesStays(Paging paging) {
    try (PagedGuest guest = new PagedGuest(paging)) {
      // Bits 11:9 are the system's.
      long flags = P | RW | US | 0xE00 | 0x18;
      guest.map(LINEAR, PHYSICAL, flags);
      guest.cpu.mmu.store8(LINEAR, 1);
      for (int level = 0; level <= paging.leaf(); level++) {
        long dirty = level == paging.leaf() ? D : 0;
        long expected = guest.target(level, PHYSICAL) | flags | A | dirty;
        assertEquals(expected, guest.entry(level, LINEAR));
      }
    }
  }

  private static void check(PagedGuest guest, boolean dirty) {
    for (int level = 0; level <= guest.paging.leaf(); level++) {
      boolean isLeaf = level == guest.paging.leaf();
      long expected = A | (isLeaf && dirty ? D : 0);
      assertEquals(expected, guest.entry(level, LINEAR) & (A | D), "level " + level);
    }
  }
}
