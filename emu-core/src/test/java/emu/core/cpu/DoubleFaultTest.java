package emu.core.cpu;

import static emu.core.testing.SystemGuest.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

/** SDM 3A, table 6-5: what an exception in the delivery of another becomes. */
class DoubleFaultTest {
  private static final int[] BENIGN = {1, 2, 3, 4, 5, 6, 7, 9, 16, 17, 18, 19};
  private static final int[] CONTRIBUTORY = {0, 10, 11, 12, 13};
  private static final int GATE = 0x8E;
  private static final int ABSENT = 0x0E;

  /** Handler n is at this times n. */
  private static final int STRIDE = 0x100;

  private static SystemGuest guest() {
    SystemGuest guest = SystemGuest.protectedMode(0);
    for (int vector = 0; vector < 256; vector++) {
      guest.interruptGate(vector, code(0), (long) vector * STRIDE, GATE);
    }
    return guest;
  }

  /** Raises {@code vector}; yields the vector whose handler runs, or -1 in shutdown. */
  private static int raise(SystemGuest guest, int vector) {
    Cpu cpu = guest.cpu;
    Interrupts.raise(cpu, cpu.fault(vector, vector == 6 ? GuestFault.NO_ERROR_CODE : 0));
    return cpu.shutdown ? -1 : (int) cpu.rip / STRIDE;
  }

  /** Delivering {@code vector} raises #NP, which is contributory. */
  private static void breakGate(SystemGuest guest, int vector) {
    guest.interruptGate(vector, code(0), 0, ABSENT);
  }

  /** The IDT's entries below {@code vector} + 1 become a page that is not present. */
  private static void hideGates(SystemGuest guest, int vector) {
    Cpu cpu = guest.cpu;
    long base = 0x7000 - 8L * (vector + 1);
    byte[] table = new byte[0x800];
    guest.memory.copyOut(SystemGuest.IDT, table, 0, table.length);
    guest.memory.copyIn(base, table);
    cpu.idtr.base = base;
    int directory = 0x10_0000;
    guest.memory.write(directory, 4, directory + 0x1003);
    for (int page = 0; page < 1024; page++) {
      int present = page == 6 ? 0 : 3;
      guest.memory.write(directory + 0x1000 + 4L * page, 4, page << 12 | present);
    }
    cpu.cr3 = directory;
    cpu.cr0 |= Cr.CR0_PG;
    cpu.mmu.flushAll();
    cpu.modeChanged();
  }

  @Test
  void contributoryAfterBenignIsDeliveredOfItself() {
    for (int first : BENIGN) {
      try (var guest = guest()) {
        breakGate(guest, first);
        assertEquals(Vector.NP, raise(guest, first), "first " + first);
        assertEquals(first << 3 | 3, guest.word(0), "error code: gate in the IDT, external");
      }
    }
  }

  @Test
  void contributoryAfterContributoryIsDouble() {
    for (int first : CONTRIBUTORY) {
      try (var guest = guest()) {
        breakGate(guest, first);
        assertEquals(Vector.DF, raise(guest, first), "first " + first);
        assertEquals(0, guest.word(0), "error code");
        assertEquals(0x1_0000, guest.word(1), "RIP of the first");
      }
    }
  }

  @Test
  void pageFaultAfterContributoryIsDeliveredOfItself() {
    // Only vector 0 lies below #PF and leaves #DF reachable.
    try (var guest = guest()) {
      hideGates(guest, 0);
      assertEquals(Vector.PF, raise(guest, Vector.DE));
      assertEquals(guest.cpu.idtr.base, guest.cpu.cr2);
    }
  }

  @Test
  void contributoryOrPageFaultAfterPageFaultIsDouble() {
    try (var guest = guest()) {
      breakGate(guest, Vector.PF);
      assertEquals(Vector.DF, raise(guest, Vector.PF));
    }
    try (var guest = guest()) {
      // #DE, then #PF by the hidden gate, then #NP.
      hideGates(guest, 0);
      breakGate(guest, Vector.PF);
      assertEquals(Vector.DF, raise(guest, Vector.DE));
    }
  }

  @Test
  void anythingSeriousAfterDoubleFaultShutsDown() {
    try (var guest = guest()) {
      breakGate(guest, Vector.GP);
      breakGate(guest, Vector.DF);
      assertEquals(-1, raise(guest, Vector.GP));
    }
    try (var guest = guest()) {
      hideGates(guest, Vector.PF);
      assertEquals(-1, raise(guest, Vector.PF));
    }
  }

  @Test
  void interruptsAreBenignWhateverTheirVector() {
    try (var guest = guest()) {
      breakGate(guest, Vector.PF);
      Interrupts.external(guest.cpu, Vector.PF);
      assertEquals(Vector.NP, guest.cpu.rip / STRIDE);
    }
  }

  @Test
  void faultsPushResumeFlagAndInterruptsDoNot() {
    try (var guest = guest()) {
      raise(guest, Vector.GP);
      assertEquals(Flags.RF, guest.word(3) & Flags.RF);
      assertEquals(0, guest.cpu.systemFlags & Flags.RF);
      Interrupts.external(guest.cpu, 0x40);
      assertEquals(0, guest.word(2) & Flags.RF);
    }
  }

  @Test
  void nmiIsBlockedUntilInterruptReturn() {
    try (var guest = guest()) {
      guest.cpu.raiseNmi();
      Interrupts.nmi(guest.cpu);
      assertTrue(guest.cpu.nmiBlocked);
      assertFalse(guest.cpu.nmiPending());
      assertEquals(Vector.NMI, guest.cpu.rip / STRIDE);
      guest.run(0xCF);
      assertFalse(guest.cpu.nmiBlocked);
      assertEquals(0x1_0000, guest.cpu.rip);
    }
  }
}
