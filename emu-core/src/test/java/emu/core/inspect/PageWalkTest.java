package emu.core.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.inspect.PageWalk.Outcome;
import emu.core.mmu.Access;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a walk says of an access, and which entry it blames (SDM 3A 5.6). */
class PageWalkTest {
  private static final int PDPT = SystemGuest.PAGE_TABLES + 0x1000;
  private static final int PD = SystemGuest.PAGE_TABLES + 0x2000;

  private SystemGuest guest = SystemGuest.longMode(0);

  @AfterEach
  void switchOff() {
    guest.close();
  }

  private void assertWalk(Outcome outcome, String entry, long linear, Access access, boolean user) {
    PageWalk walk = PageWalk.of(guest.cpu, linear, access, user);
    assertEquals(outcome, walk.outcome());
    assertEquals(entry, walk.failedEntry().map(PageEntry::table).orElse("none"));
  }

  @Test
  void largePageOf4LevelPaging() {
    PageWalk walk = PageWalk.of(guest.cpu, 0x21_2345, Access.WRITE, true);
    assertTrue(walk.isAllowed());
    assertEquals(3, walk.entries().size());
    assertEquals(0x21_2345, walk.physical());
    assertEquals("present writable user page-size", walk.entries().getLast().bits());
  }

  @Test
  void whatIsMissing() {
    assertWalk(Outcome.NOT_PRESENT, "PDE", 0x4000_0000 - 0x20_0000, Access.READ, false);
    assertWalk(Outcome.NOT_PRESENT, "PDPTE", 0x4000_0000, Access.READ, false);
    assertWalk(Outcome.NOT_PRESENT, "PML4E", 1L << 40, Access.READ, false);
    assertWalk(Outcome.NOT_CANONICAL, "none", 1L << 50, Access.READ, false);
  }

  @Test
  void rights() {
    guest.memory.write(PD, 8, 0x83); // supervisor
    guest.memory.write(PD + 8, 8, 1 << 21 | 0x85); // read-only
    assertWalk(Outcome.SUPERVISOR_PAGE, "PDE", 0x1000, Access.READ, true);
    assertWalk(Outcome.ALLOWED, "none", 0x1000, Access.WRITE, false);
    assertWalk(Outcome.READ_ONLY, "PDE", 0x20_0000, Access.WRITE, true);
    assertWalk(Outcome.ALLOWED, "none", 0x20_0000, Access.WRITE, false);
    guest.cpu.cr0 |= Cr.CR0_WP;
    assertWalk(Outcome.READ_ONLY, "PDE", 0x20_0000, Access.WRITE, false);
  }

  @Test
  void noExecuteCountsWithTheFlagOnly() {
    guest.memory.write(PDPT, 8, PD | 7L | Long.MIN_VALUE);
    assertWalk(Outcome.RESERVED_BIT, "PDPTE", 0, Access.READ, false);
    guest.cpu.efer |= Cr.EFER_NXE;
    assertWalk(Outcome.ALLOWED, "none", 0, Access.READ, false);
    assertWalk(Outcome.NO_EXECUTE, "PDPTE", 0, Access.EXECUTE, false);
  }

  @Test
  void supervisorModeProtection() {
    Cpu cpu = guest.cpu;
    cpu.cr4 |= Cr.CR4_SMEP | Cr.CR4_SMAP;
    assertWalk(Outcome.SMEP, "PDE", 0, Access.EXECUTE, false);
    assertWalk(Outcome.SMAP, "PDE", 0, Access.READ, false);
    cpu.systemFlags |= Flags.AC;
    assertWalk(Outcome.ALLOWED, "none", 0, Access.READ, false);
    guest.memory.write(PD, 8, 0x83);
    assertWalk(Outcome.ALLOWED, "none", 0, Access.EXECUTE, false);
  }

  @Test
  void reservedBits() {
    guest.memory.write(PD, 8, 0x2087); // bit 13 of the address of a 2-MiB page
    assertWalk(Outcome.RESERVED_BIT, "PDE", 0, Access.READ, false);
    guest.memory.write(SystemGuest.PAGE_TABLES, 8, PDPT | 0x87L);
    assertWalk(Outcome.RESERVED_BIT, "PML4E", 0, Access.READ, false);
  }

  @Test
  void thirtyTwoBitPaging() {
    guest.close();
    guest = SystemGuest.protectedMode(0);
    Cpu cpu = guest.cpu;
    assertWalk(Outcome.ALLOWED, "none", 0x1234_5678, Access.WRITE, true);
    cpu.cr3 = 0x8000;
    cpu.cr0 |= Cr.CR0_PG;
    guest.memory.write(0x8000, 4, 0x9007);
    guest.memory.write(0x9004, 4, 0x5003);
    assertWalk(Outcome.ALLOWED, "none", 0x1234, Access.WRITE, false);
    assertEquals(0x5234, PageWalk.of(cpu, 0x1234, Access.READ, false).physical());
    assertWalk(Outcome.SUPERVISOR_PAGE, "PTE", 0x1234, Access.READ, true);
    assertWalk(Outcome.NOT_PRESENT, "PTE", 0x2000, Access.READ, false);
    guest.memory.write(0x8004, 4, 0x83);
    assertWalk(Outcome.NOT_PRESENT, "PTE", 0x40_0000, Access.READ, false);
    cpu.cr4 |= Cr.CR4_PSE;
    assertEquals(0x1234, PageWalk.of(cpu, 0x40_1234, Access.READ, false).physical());
  }

  @Test
  void paePaging() {
    guest.close();
    guest = SystemGuest.protectedMode(0);
    Cpu cpu = guest.cpu;
    cpu.cr3 = 0x8000;
    cpu.cr4 |= Cr.CR4_PAE;
    cpu.cr0 |= Cr.CR0_PG;
    guest.memory.write(0x8000, 8, 0x9001);
    guest.memory.write(0x9000, 8, 0x83);
    assertWalk(Outcome.ALLOWED, "none", 0x1234, Access.WRITE, false);
    assertWalk(Outcome.SUPERVISOR_PAGE, "PDE", 0x1234, Access.READ, true);
    assertWalk(Outcome.NOT_PRESENT, "PDPTE", 0x4000_0000, Access.READ, false);
  }

  /** Tables outside RAM read as ones. */
  @Test
  void tablesThatAreNoMemory() {
    guest.memory.write(PDPT, 8, 0x7FFF_F007L);
    assertWalk(Outcome.RESERVED_BIT, "PDE", 0, Access.READ, false);
  }
}
