package emu.core.mmu;

import static emu.core.mmu.PagedGuest.ALLOWED;
import static emu.core.mmu.PagedGuest.P;
import static emu.core.mmu.PagedGuest.RW;
import static emu.core.mmu.PagedGuest.US;
import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.bus.BusDevice;
import emu.core.cpu.Cr;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads and stores that lie in two pages. */
class PageCrossingTest {
  private static final long FIRST = 0x0040_0000L;
  private static final long SECOND = FIRST + 4096;
  private static final long PLACE = 0x0080_0000L;

  /** The second page lies below the first in physical memory, so that nothing is contiguous. */
  private static final long PLACE_OF_SECOND = 0x0070_0000L;

  private static final int[] SIZES = {2, 4, 8};
  private static final long VALUE = 0x8877_6655_4433_2211L;

  @Test
  void bytesGoToBothPages() {
    try (PagedGuest guest = new PagedGuest(Paging.LONG_4K)) {
      guest.map(FIRST, PLACE, P | RW);
      guest.map(SECOND, PLACE_OF_SECOND, P | RW);
      for (int size : SIZES) {
        for (int before = 1; before < size; before++) {
          fill(guest, (byte) 0xEE);
          long at = SECOND - before;
          guest.cpu.mmu.store(at, size, VALUE);
          for (int i = -9; i < 9; i++) {
            boolean written = i >= -before && i < size - before;
            long expected = written ? VALUE >>> 8 * (i + before) & 0xFF : 0xEE;
            assertEquals(expected, physicalByte(guest, i), size + " bytes, " + before + ": " + i);
          }
          assertEquals(VALUE & -1L >>> 64 - 8 * size, guest.cpu.mmu.load(at, size));
          assertEquals(VALUE & -1L >>> 64 - 8 * size, guest.cpu.mmu.loadForUpdate(at, size));
        }
      }
    }
  }

  private static void fill(PagedGuest guest, byte value) {
    for (int i = 0; i < 16; i++) {
      guest.memory.write(PLACE + 4080 + i, 1, value);
      guest.memory.write(PLACE_OF_SECOND + i, 1, value);
    }
  }

  /** The byte {@code i} behind the border, or before it if negative. */
  private static long physicalByte(PagedGuest guest, int i) {
    return guest.memory.read(i < 0 ? PLACE + 4096 + i : PLACE_OF_SECOND + i, 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void faultInTheSecondPageLeavesTheFirstUnwritten(boolean present) {
    try (PagedGuest guest = new PagedGuest(Paging.LONG_4K)) {
      guest.cpu.cr0 |= Cr.CR0_WP;
      guest.map(FIRST, PLACE, P | RW);
      guest.mapLeaf(SECOND, PLACE_OF_SECOND, present ? P : RW);
      fill(guest, (byte) 0x11);
      for (int size : SIZES) {
        for (int before = 1; before < size; before++) {
          long at = SECOND - before;
          int error = present ? 3 : 2;
          int bytes = size;
          assertEquals(error, guest.outcome(() -> guest.cpu.mmu.store(at, bytes, 0)));
          assertEquals(SECOND, guest.cpu.cr2);
          assertEquals(error, guest.outcome(() -> guest.cpu.mmu.loadForUpdate(at, bytes)));
          assertEquals(SECOND, guest.cpu.cr2);
          assertEquals(error, guest.outcome(() -> guest.cpu.mmu.probeWrite(at, bytes)));
          assertEquals(SECOND, guest.cpu.cr2);
          int loadError = present ? ALLOWED : 0;
          assertEquals(loadError, guest.outcome(() -> guest.cpu.mmu.load(at, bytes)));
          assertEquals(SECOND, guest.cpu.cr2);
          for (int i = -9; i < 0; i++) {
            assertEquals(0x11, physicalByte(guest, i));
          }
        }
      }
    }
  }

  @Test
  void faultInTheFirstPageComesFirst() {
    try (PagedGuest guest = new PagedGuest(Paging.LONG_4K)) {
      guest.map(SECOND, PLACE_OF_SECOND, P | RW);
      guest.mapLeaf(FIRST, PLACE, 0);
      fill(guest, (byte) 0x11);
      assertEquals(2, guest.outcome(() -> guest.cpu.mmu.store64(SECOND - 3, 0)));
      assertEquals(SECOND - 3, guest.cpu.cr2);
      assertEquals(0x11, physicalByte(guest, 0));
      guest.mapLeaf(SECOND, PLACE_OF_SECOND, 0);
      guest.cpu.mmu.flushAll();
      assertEquals(0, guest.outcome(() -> guest.cpu.mmu.load32(SECOND - 1)));
      assertEquals(SECOND - 1, guest.cpu.cr2);
    }
  }

  @Test
  void secondPageOfAnotherPrivilege() {
    try (PagedGuest guest = new PagedGuest(Paging.LONG_4K)) {
      guest.map(FIRST, PLACE, P | RW | US);
      guest.mapLeaf(SECOND, PLACE_OF_SECOND, P | RW);
      guest.privilege(3, false);
      fill(guest, (byte) 0x22);
      assertEquals(7, guest.outcome(() -> guest.cpu.mmu.store64(SECOND - 4, 0)));
      assertEquals(SECOND, guest.cpu.cr2);
      assertEquals(0x22, physicalByte(guest, -4));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Paging.class,
      names = {"LEGACY_4K", "PAE_4K"})
  void addressesWrapAtFourGibibytesOutsideLongMode(Paging paging) {
    try (PagedGuest guest = new PagedGuest(paging)) {
      for (int level = 0; level <= paging.leaf(); level++) {
        guest.setEntry(level, 0xFFFF_F000L, guest.target(level, PLACE) | P | RW);
        guest.setEntry(level, 0, guest.target(level, PLACE_OF_SECOND) | P | RW);
      }
      guest.cpu.mmu.store64(0xFFFF_FFFDL, VALUE);
      assertEquals(0x2211, guest.memory.read(PLACE + 4093, 2));
      assertEquals(VALUE >>> 24 & 0xFF, guest.memory.read(PLACE_OF_SECOND, 1));
      assertEquals(VALUE, guest.cpu.mmu.load64(0xFFFF_FFFDL));
      guest.setEntry(paging.leaf(), 0, 0);
      guest.cpu.mmu.flushAll();
      assertEquals(0, guest.outcome(() -> guest.cpu.mmu.load16(0xFFFF_FFFFL)));
      assertEquals(0, guest.cpu.cr2);
    }
  }

  @Test
  void addressesWrapAtTheTopInLongMode() {
    try (PagedGuest guest = new PagedGuest(Paging.LONG_4K)) {
      for (int level = 0; level <= 3; level++) {
        guest.setEntry(level, -4096, guest.target(level, PLACE) | P | RW);
        guest.setEntry(level, 0, guest.target(level, PLACE_OF_SECOND) | P | RW);
      }
      guest.cpu.mmu.store64(-3, VALUE);
      assertEquals(VALUE, guest.cpu.mmu.load64(-3));
      assertEquals(VALUE >>> 24 & 0xFF, guest.memory.read(PLACE_OF_SECOND, 1));
    }
  }

  @Test
  void fromMemoryIntoADevice() {
    List<String> seen = new ArrayList<>();
    BusDevice device =
        new BusDevice() {
          @Override
          public long read(long offset, int size) {
            seen.add("read " + offset + "/" + size);
            return 0xA0 + offset;
          }

          @Override
          public void write(long offset, int size, long value) {
            seen.add("write " + offset + "/" + size + "=" + Long.toHexString(value));
          }
        };
    try (PagedGuest guest = new PagedGuest(Paging.LONG_4K)) {
      guest.memory.mapDevice(0xFE00_0000L, 4096, device);
      guest.map(FIRST, PLACE, P | RW);
      guest.map(SECOND, 0xFE00_0000L, P | RW);
      guest.memory.write(PLACE + 4094, 2, 0x2211);
      assertEquals(0xA1A0_2211L, guest.cpu.mmu.load32(SECOND - 2));
      guest.cpu.mmu.store32(SECOND - 2, 0x8877_6655L);
      assertEquals(List.of("read 0/1", "read 1/1", "write 0/1=77", "write 1/1=88"), seen);
      assertEquals(0x6655, guest.memory.read(PLACE + 4094, 2));
      seen.clear();
      guest.cpu.mmu.load32(SECOND + 8);
      guest.cpu.mmu.store64(SECOND + 16, 5);
      assertEquals(List.of("read 8/4", "write 16/8=5"), seen);
    }
  }
}
