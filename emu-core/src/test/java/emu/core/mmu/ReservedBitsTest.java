package emu.core.mmu;

import static emu.core.mmu.PagedGuest.ALLOWED;
import static emu.core.mmu.PagedGuest.P;
import static emu.core.mmu.PagedGuest.RW;
import static emu.core.mmu.PagedGuest.US;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.ControlRegisters;
import emu.core.cpu.Cr;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reserved bits of the paging-structure entries (SDM 3A, tables 4-4 to 4-20) at MAXPHYADDR 40. */
class ReservedBitsTest {
  private static final int MAXPHYADDR = 40;
  private static final long LINEAR = 0x0040_0000L;

  /** Whether the tables of the manual call {@code bit} of the entry reserved. */
  private static boolean isReserved(Paging paging, int level, int bit, boolean nxe) {
    boolean isLeaf = level == paging.leaf();
    boolean addressTooHigh = bit >= MAXPHYADDR && bit <= 51;
    boolean executeDisable = bit == 63 && !nxe;
    boolean ignoredByLong = addressTooHigh || executeDisable;
    boolean inPae = bit >= MAXPHYADDR && bit <= 62 || executeDisable;
    return switch (paging) {
      case LEGACY_4K -> false;
      case LEGACY_4M -> bit == 21;
      case PAE_4K -> inPae;
      case PAE_2M -> inPae || bit >= 13 && bit <= 20;
      case LONG_4K -> ignoredByLong || level == 0 && bit == 7;
      case LONG_2M -> ignoredByLong || level == 0 && bit == 7 || isLeaf && bit >= 13 && bit <= 20;
      case LONG_1G -> ignoredByLong || level == 0 && bit == 7 || isLeaf && bit >= 13 && bit <= 29;
    };
  }

  /** Bits that mean something else than the test wants: P, the address, PS. */
  private static boolean isOtherwiseUsed(Paging paging, int level, int bit) {
    boolean isLeaf = level == paging.leaf();
    int firstAddressBit = isLeaf ? paging.shift(level) : 12;
    boolean legacyLarge = paging == Paging.LEGACY_4M;
    int lastAddressBit = paging.isLegacy() ? 31 : MAXPHYADDR - 1;
    boolean address =
        bit >= firstAddressBit && bit <= lastAddressBit || legacyLarge && bit >= 13 && bit <= 20;
    boolean size = bit == 7 && (isLeaf ? paging.isLarge() : !(paging.isLong() && level == 0));
    return bit == 0 || bit == 1 || bit == 2 || address || size;
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void everyBitOfEveryEntry(Paging paging) {
    try (PagedGuest guest = new PagedGuest(paging)) {
      for (int level = 0; level <= paging.leaf(); level++) {
        for (int bit = 0; bit < 8 * paging.entryBytes; bit++) {
          if (!isOtherwiseUsed(paging, level, bit)) {
            check(guest, level, bit, false);
            check(guest, level, bit, true);
          }
        }
      }
    }
  }

  private static void check(PagedGuest guest, int level, int bit, boolean nxe) {
    guest.control(nxe, true, false, false);
    guest.map(LINEAR, 0, P | RW | US);
    guest.setEntry(level, LINEAR, guest.entry(level, LINEAR) | 1L << bit);
    boolean reserved = isReserved(guest.paging, level, bit, nxe);
    String what = guest.paging + " level " + level + " bit " + bit + " NXE " + nxe;
    assertEquals(reserved ? 9 : ALLOWED, guest.outcome(() -> guest.cpu.mmu.load8(LINEAR)), what);
    assertEquals(reserved ? 11 : ALLOWED, guest.outcome(() -> guest.cpu.mmu.store8(LINEAR, 0)));
    guest.privilege(3, false);
    assertEquals(reserved ? 13 : ALLOWED, guest.outcome(() -> guest.cpu.mmu.load8(LINEAR)));
    guest.privilege(0, false);
  }

  @Test
  void pageSizeBitNeedsTheExtensionWithLegacyPaging() {
    try (PagedGuest guest = new PagedGuest(Paging.LEGACY_4K)) {
      guest.cpu.cr4 = 0;
      guest.map(LINEAR, 0x0080_0000L, P | RW);
      guest.setEntry(0, LINEAR, guest.entry(0, LINEAR) | 0x20_0080);
      // The bit in the address of the table moves it, so the table is there as well.
      long table = guest.entry(0, LINEAR) & 0xFFFF_F000L;
      guest.memory.write(table, 4, 0x0080_0003L);
      assertEquals(0x0080_0000L, guest.cpu.mmu.physicalOfCode(LINEAR));
    }
  }

  @Test
  void extendedAddressesOfLargeLegacyPages() {
    try (PagedGuest guest = new PagedGuest(Paging.LEGACY_4M, 6L << 30)) {
      guest.map(LINEAR, 0x1_3FC0_0000L, P | RW);
      assertEquals(0x1_3FC1_2345L, guest.cpu.mmu.physicalOfCode(LINEAR + 0x1_2345));
      guest.cpu.mmu.store64(LINEAR + 0x1_2340, 0x1122_3344_5566_7788L);
      assertEquals(0x1122_3344_5566_7788L, guest.memory.read(0x1_3FC1_2340L, 8));
      guest.map(LINEAR, 0xFF_3FC0_0000L, P | RW);
      guest.cpu.mmu.flushAll();
      assertEquals(0xFF_3FC0_0000L, guest.cpu.mmu.physicalOfCode(LINEAR));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Paging.class,
      names = {"LEGACY_4K"},
      mode = EnumSource.Mode.EXCLUDE)
  void ramAboveFourGibibytes(Paging paging) {
    try (PagedGuest guest = new PagedGuest(paging, 8L << 30)) {
      guest.map(LINEAR, 0x2_0000_0000L, P | RW | US);
      long offset = LINEAR & paging.pageBytes() - 1;
      guest.cpu.mmu.store32(LINEAR + 0x10, 0x89AB_CDEFL);
      assertEquals(0x89AB_CDEFL, guest.memory.read(0x2_0000_0010L + offset, 4));
      assertEquals(0x2_0000_0000L + offset, guest.cpu.mmu.physicalOfCode(LINEAR));
    }
  }

  // SDM 3A, table 4-8: bits 2:1, 8:5 and 63:MAXPHYADDR of a present PDPTE.
  @Test
  void pageDirectoryPointersOfPaePaging() {
    long base = 0x2_0000L;
    for (int bit = 1; bit < 64; bit++) {
      for (int number = 0; number < 4; number++) {
        try (PagedGuest guest = new PagedGuest(Paging.PAE_4K)) {
          guest.map(LINEAR, 0x0080_0000L, P | RW);
          guest.memory.write(base + 8L * number, 8, P | 1L << bit);
          boolean reserved = bit == 1 || bit == 2 || bit >= 5 && bit <= 8 || bit >= MAXPHYADDR;
          long before = guest.cpu.cr3;
          boolean loaded = loads(guest, base);
          assertEquals(!reserved, loaded, "bit " + bit);
          assertEquals(reserved ? before : base, guest.cpu.cr3);
          // After a refused load the old ones are in force.
          if (reserved) {
            assertEquals(ALLOWED, guest.outcome(() -> guest.cpu.mmu.load8(LINEAR)));
          }
          guest.memory.write(base + 8L * number, 8, 1L << bit);
          assertTrue(loads(guest, base), "not present, bit " + bit);
        }
      }
    }
  }

  private static boolean loads(PagedGuest guest, long base) {
    try {
      ControlRegisters.writeCr3(guest.cpu, base);
      return true;
    } catch (GuestFault fault) {
      assertEquals(Vector.GP, fault.vector());
      assertEquals(0, fault.errorCode());
      return false;
    }
  }

  @Test
  void pageDirectoryPointersAreReadWhenControlRegistersSaySo() {
    try (PagedGuest guest = new PagedGuest(Paging.PAE_4K)) {
      long pointers = guest.cpu.cr3;
      guest.map(LINEAR, 0x0080_0000L, P | RW);
      guest.memory.write(pointers, 8, 0);
      guest.cpu.mmu.flushAll();
      assertEquals(ALLOWED, guest.outcome(() -> guest.cpu.mmu.load8(LINEAR)));
      ControlRegisters.writeCr3(guest.cpu, pointers);
      assertEquals(0, guest.outcome(() -> guest.cpu.mmu.load8(LINEAR)));
      for (long bit : new long[] {Cr.CR4_PGE, Cr.CR4_PSE, Cr.CR4_SMEP}) {
        guest.memory.write(pointers, 8, 0x1_1000 | P);
        ControlRegisters.writeCr4(guest.cpu, guest.cpu.cr4 ^ bit);
        assertEquals(ALLOWED, guest.outcome(() -> guest.cpu.mmu.load8(LINEAR)), "CR4 " + bit);
        guest.memory.write(pointers, 8, 0);
        ControlRegisters.writeCr4(guest.cpu, guest.cpu.cr4 ^ bit);
        assertEquals(0, guest.outcome(() -> guest.cpu.mmu.load8(LINEAR)), "CR4 " + bit);
      }
    }
  }

  // SDM 3A 4.4.1: MOV to CR0 loads them if it changes CD, NW or PG.
  @Test
  void pageDirectoryPointersAreReadWhenCachingChanges() {
    try (PagedGuest guest = new PagedGuest(Paging.PAE_4K)) {
      long pointers = guest.cpu.cr3;
      guest.map(LINEAR, 0x0080_0000L, P | RW);
      guest.memory.write(pointers, 8, P | RW);
      long cr0 = guest.cpu.cr0;
      boolean refused = false;
      try {
        ControlRegisters.writeCr0(guest.cpu, cr0 | Cr.CR0_CD);
      } catch (GuestFault fault) {
        refused = fault.vector() == Vector.GP && fault.errorCode() == 0;
      }
      assertTrue(refused);
      assertEquals(cr0, guest.cpu.cr0);
      guest.memory.write(pointers, 8, 0);
      ControlRegisters.writeCr0(guest.cpu, cr0 | Cr.CR0_CD);
      assertFalse(guest.outcome(() -> guest.cpu.mmu.load8(LINEAR)) == ALLOWED);
    }
  }
}
