package emu.core.mmu;

import static emu.core.mmu.PagedGuest.ALLOWED;
import static emu.core.mmu.PagedGuest.P;
import static emu.core.mmu.PagedGuest.RW;
import static emu.core.mmu.PagedGuest.US;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Vector;
import emu.core.memory.PhysicalMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Canonical addresses, alignment, and the A20 gate. */
class AddressChecksTest {
  private static final long LINEAR = 0x0040_0000L;
  private static final long PLACE = 0x0080_0000L;

  @ParameterizedTest
  @ValueSource(
      longs = {
        0x0000_8000_0000_0000L,
        0xFFFF_7FFF_FFFF_FFFFL,
        0x0001_0000_0040_0000L,
        0x8000_0000_0040_0000L,
        0x0000_7FFF_FFFF_FFFFL
      })
  void addressesThatAreNotCanonical(long linear) {
    try (PagedGuest guest = new PagedGuest(Paging.LONG_4K)) {
      guest.map(LINEAR, PLACE, P | RW);
      // The last page of the lower half; a word at its last byte ends where nothing is canonical.
      for (int level = 0; level < 4; level++) {
        guest.setEntry(level, 0x7FFF_FFFF_F000L, guest.target(level, PLACE) | P | RW);
      }
      guest.cpu.mmu.load64(LINEAR);
      assertNotCanonical(() -> guest.cpu.mmu.load16(linear));
      assertNotCanonical(() -> guest.cpu.mmu.store16(linear, 0));
      assertNotCanonical(() -> guest.cpu.mmu.loadForUpdate(linear, 2));
      assertNotCanonical(() -> guest.cpu.mmu.probeWrite(linear, 2));
      if (linear != 0x0000_7FFF_FFFF_FFFFL) {
        assertNotCanonical(() -> guest.cpu.mmu.load8(linear));
        assertNotCanonical(() -> guest.cpu.mmu.physicalOfCode(linear));
        assertNotCanonical(() -> guest.cpu.mmu.hostAddress(linear, Access.READ));
      }
    }
  }

  private static void assertNotCanonical(Runnable action) {
    try {
      action.run();
    } catch (GuestFault fault) {
      assertEquals(Vector.GP, fault.vector());
      assertEquals(0, fault.errorCode());
      assertTrue(fault.isNonCanonical());
      return;
    }
    throw new AssertionError("no fault");
  }

  // SDM 3A 6.15, #AC: CR0.AM, EFLAGS.AC and CPL 3.
  @Test
  void alignmentIsCheckedForUsersWhoAskForIt() {
    try (PagedGuest guest = new PagedGuest(Paging.LONG_4K)) {
      guest.map(LINEAR, PLACE, P | RW | US);
      guest.map(LINEAR + 4096, PLACE + 4096, P | RW | US);
      for (int bits = 0; bits < 8; bits++) {
        boolean am = (bits & 1) != 0;
        boolean ac = (bits & 2) != 0;
        boolean user = (bits & 4) != 0;
        guest.cpu.cr0 = guest.cpu.cr0 & ~Cr.CR0_AM | (am ? Cr.CR0_AM : 0);
        guest.privilege(user ? 3 : 0, ac);
        for (int size : new int[] {1, 2, 4, 8}) {
          for (int offset = 4080; offset < 4104; offset++) {
            boolean faults = am && ac && user && offset % size != 0;
            long at = LINEAR + offset;
            assertEquals(faults, isMisaligned(() -> guest.cpu.mmu.load(at, size)));
            assertEquals(faults, isMisaligned(() -> guest.cpu.mmu.store(at, size, 0)));
            assertEquals(faults, isMisaligned(() -> guest.cpu.mmu.loadForUpdate(at, size)));
            assertFalse(isMisaligned(() -> guest.cpu.mmu.loadSystem(at, size)));
          }
        }
      }
    }
  }

  private static boolean isMisaligned(Runnable action) {
    try {
      action.run();
      return false;
    } catch (GuestFault fault) {
      assertEquals(Vector.AC, fault.vector());
      assertEquals(0, fault.errorCode());
      return true;
    }
  }

  @Test
  void misalignedStoreWritesNothing() {
    try (PagedGuest guest = new PagedGuest(Paging.LONG_4K)) {
      guest.map(LINEAR, PLACE, P | RW | US);
      guest.cpu.cr0 |= Cr.CR0_AM;
      guest.privilege(3, true);
      assertTrue(isMisaligned(() -> guest.cpu.mmu.store32(LINEAR + 2, -1)));
      assertEquals(0, guest.memory.read(PLACE, 8));
      guest.cpu.mmu.store32(LINEAR + 4, -1);
      assertEquals(0xFFFF_FFFFL, guest.memory.read(PLACE + 4, 4));
      guest.cpu.systemFlags &= ~Flags.AC;
      guest.settle();
      guest.cpu.mmu.store32(LINEAR + 2, 0);
      assertEquals(0xFFFF_0000L, guest.memory.read(PLACE + 4, 4));
    }
  }

  @Test
  void closedGateClearsBitTwenty() {
    try (PhysicalMemory memory = new PhysicalMemory(4 << 20)) {
      Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
      memory.write(0x0F_FFFF, 1, 0x11);
      memory.write(0x00_0000, 2, 0x3322);
      memory.write(0x10_0000, 2, 0x5544);
      memory.write(0x20_0000, 1, 0x66);
      assertEquals(0x5544_11, cpu.mmu.load32(0x0F_FFFF) & 0xFF_FFFF);
      cpu.mmu.setA20(false);
      assertEquals(0x3322_11, cpu.mmu.load32(0x0F_FFFF) & 0xFF_FFFF);
      assertEquals(0x22, cpu.mmu.load8(0x10_0000));
      assertEquals(0x66, cpu.mmu.load8(0x20_0000));
      assertEquals(0x66, cpu.mmu.load8(0x30_0000));
      assertEquals(0x1_0000, cpu.mmu.physicalOfCode(0x11_0000));
      cpu.mmu.store8(0x10_0001, 0x77);
      assertEquals(0x77, memory.read(1, 1));
      assertEquals(0x55, memory.read(0x10_0001, 1));
      cpu.mmu.setA20(true);
      assertEquals(0x44, cpu.mmu.load8(0x10_0000));
      assertEquals(0x11_0000, cpu.mmu.physicalOfCode(0x11_0000));
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void gateWorksBehindPaging(Paging paging) {
    if (paging.isLarge()) {
      return;
    }
    try (PagedGuest guest = new PagedGuest(paging)) {
      guest.map(LINEAR, 0x0090_0000L, P | RW);
      assertEquals(0x0090_0000L, guest.cpu.mmu.physicalOfCode(LINEAR));
      guest.cpu.mmu.setA20(false);
      assertEquals(0x0080_0000L, guest.cpu.mmu.physicalOfCode(LINEAR));
      assertEquals(ALLOWED, guest.outcome(() -> guest.cpu.mmu.store8(LINEAR, 5)));
      assertEquals(5, guest.memory.read(0x0080_0000L, 1));
    }
  }
}
