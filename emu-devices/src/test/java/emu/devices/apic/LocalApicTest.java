package emu.devices.apic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The local APIC by SDM 3A, chapter 11. */
class LocalApicTest {
  private static final int FIXED_SELF = 1 << 18;

  private long now;
  private boolean intr;
  private int nmis;
  private final List<Integer> ended = new ArrayList<>();
  private EventQueue queue;
  private LocalApic apic;

  @BeforeEach
  void powerUp() {
    queue = new EventQueue(() -> now);
    apic =
        new LocalApic(
            queue, level -> intr = level, level -> nmis += level ? 1 : 0, () -> 0x30, ended::add);
  }

  private void enable() {
    apic.write(ApicRegister.SVR, 4, 0x1FF);
  }

  private void advanceTo(long time) {
    now = time;
    queue.runUntil(time);
  }

  private int read(int register) {
    return (int) apic.read(register, 4);
  }

  @Test
  void powerUpStateIsThatOfTable() {
    assertEquals(0x0005_0014, read(ApicRegister.VERSION));
    assertEquals(0xFF, read(ApicRegister.SVR));
    assertEquals(-1, read(ApicRegister.DFR));
    assertEquals(0xFEE0_0900L, apic.apicBase());
    for (int entry = ApicRegister.LVT; entry <= ApicRegister.LVT_END; entry += 16) {
      assertEquals(0x1_0000, read(entry));
    }
  }

  @Test
  void selfInterruptGoesThroughIrrAndIsr() {
    enable();
    apic.write(ApicRegister.ICR_LOW, 4, FIXED_SELF | 0x51);
    assertTrue(intr);
    assertEquals(1 << 0x11, read(ApicRegister.IRR + 0x20));
    assertEquals(0x51, apic.acknowledge());
    assertFalse(intr);
    assertEquals(0, read(ApicRegister.IRR + 0x20));
    assertEquals(1 << 0x11, read(ApicRegister.ISR + 0x20));
    assertEquals(0x50, read(ApicRegister.PPR));
    apic.write(ApicRegister.EOI, 4, 0);
    assertEquals(0, read(ApicRegister.PPR));
    assertTrue(ended.isEmpty(), "an edge has no broadcast");
  }

  @Test
  void onlyAHigherPriorityClassInterruptsAHandler() {
    enable();
    apic.message(0xFEE0_0000, 0x55);
    assertEquals(0x55, apic.acknowledge());
    apic.message(0xFEE0_0000, 0x5F);
    assertFalse(intr);
    apic.message(0xFEE0_0000, 0x60);
    assertTrue(intr);
    assertEquals(0x60, apic.acknowledge());
    apic.write(ApicRegister.EOI, 4, 0);
    assertFalse(intr);
    apic.write(ApicRegister.EOI, 4, 0);
    assertEquals(0x5F, apic.acknowledge());
  }

  @Test
  void taskPriorityHoldsBack() {
    enable();
    apic.setTaskPriority(5);
    assertEquals(0x50, read(ApicRegister.TPR));
    apic.message(0xFEE0_0000, 0x5F);
    assertFalse(intr);
    apic.setTaskPriority(4);
    assertTrue(intr);
  }

  @Test
  void disabledApicAcceptsNothingButNmi() {
    apic.message(0xFEE0_0000, 0x55);
    assertEquals(0, read(ApicRegister.IRR + 0x20));
    apic.message(0xFEE0_0000, 4 << 8);
    assertEquals(1, nmis);
    enable();
    apic.write(ApicRegister.LVT, 4, 0x40);
    apic.write(ApicRegister.SVR, 4, 0xFF);
    assertEquals(0x1_0040, read(ApicRegister.LVT), "disabling masks the table");
  }

  @Test
  void levelTriggeredInterruptBroadcastsItsEnd() {
    enable();
    apic.message(0xFEE0_0000, 0x8000 | 0x71);
    assertEquals(0x71, apic.acknowledge());
    assertEquals(1 << 0x11, read(ApicRegister.TMR + 0x30));
    apic.write(ApicRegister.EOI, 4, 0);
    assertEquals(List.of(0x71), ended);
  }

  @Test
  void messagesReachOnlyWhomTheyName() {
    enable();
    apic.write(ApicRegister.LDR, 4, 0x0200_0000);
    apic.message(0xFEE0_1000, 0x40); // physical 1
    assertFalse(intr);
    apic.message(0xFEE0_1004, 0x40); // logical 1
    assertFalse(intr);
    apic.message(0xFEE0_3004, 0x40); // logical 1 and 2
    assertTrue(intr);
    apic.acknowledge();
    apic.write(ApicRegister.EOI, 4, 0);
    apic.write(ApicRegister.DFR, 4, 0x0FFF_FFFF);
    apic.write(ApicRegister.LDR, 4, 0x2200_0000); // cluster 2, member 2
    apic.message(0xFEE0_0000 | 0x12 << 12 | 4, 0x40);
    assertFalse(intr);
    apic.message(0xFEE0_0000 | 0x23 << 12 | 4, 0x40);
    assertTrue(intr);
  }

  @Test
  void virtualWirePassesThe8259Through() {
    enable();
    apic.lint0().set(true);
    assertFalse(intr);
    apic.write(0x350, 4, 0x700);
    assertTrue(intr);
    apic.setTaskPriority(15);
    assertTrue(intr, "ExtINT knows no priority");
    assertEquals(0x30, apic.acknowledge());
    apic.lint0().set(false);
    assertFalse(intr);
  }

  @Test
  void globallyDisabledApicIsAWire() {
    apic.setApicBase(LocalApic.DEFAULT_BASE);
    apic.lint0().set(true);
    assertTrue(intr);
    assertEquals(0x30, apic.acknowledge());
    apic.lint1().set(true);
    assertEquals(1, nmis);
    assertEquals(0xFFFF_FFFFL, apic.read(ApicRegister.VERSION, 4));
  }

  @Test
  void lint1IsNmiOnItsRisingEdge() {
    enable();
    apic.write(0x360, 4, 0x400);
    apic.lint1().set(true);
    apic.lint1().set(true);
    assertEquals(1, nmis);
    apic.lint1().set(false);
    apic.lint1().set(true);
    assertEquals(2, nmis);
  }

  @Test
  void oneShotTimerCountsDownOnce() {
    enable();
    apic.write(ApicRegister.LVT, 4, 0x40);
    apic.write(ApicRegister.DIVIDE, 4, 0b0011); // 16
    apic.write(ApicRegister.INITIAL_COUNT, 4, 1000);
    advanceTo(1600);
    assertEquals(900, read(ApicRegister.CURRENT_COUNT));
    advanceTo(15_999);
    assertFalse(intr);
    advanceTo(16_000);
    assertEquals(0x40, apic.acknowledge());
    assertEquals(0, read(ApicRegister.CURRENT_COUNT));
    assertEquals(EventQueue.NEVER, queue.nextEvent());
  }

  @Test
  void dividersAreThoseOfFigure11_10() {
    int[] divisors = {2, 4, 8, 16, 32, 64, 128, 1};
    for (int i = 0; i < 8; i++) {
      apic.write(ApicRegister.DIVIDE, 4, (i & 4) << 1 | (i & 3));
      apic.write(ApicRegister.INITIAL_COUNT, 4, 100);
      assertEquals(now + 100L * divisors[i], queue.nextEvent());
    }
  }

  @Test
  void periodicTimerKeepsItsPhaseAndSkipsWhatItMissed() {
    enable();
    apic.write(ApicRegister.LVT, 4, 0x2_0040);
    apic.write(ApicRegister.DIVIDE, 4, 0b1011);
    apic.write(ApicRegister.INITIAL_COUNT, 4, 1000);
    advanceTo(5300);
    assertEquals(700, read(ApicRegister.CURRENT_COUNT));
    assertEquals(6000, queue.nextEvent());
    apic.write(ApicRegister.INITIAL_COUNT, 4, 0);
    assertEquals(EventQueue.NEVER, queue.nextEvent());
  }

  @Test
  void deadlineTimerFiresOnceAndReadsZeroThen() {
    enable();
    apic.setTscDeadline(500, 500);
    assertEquals(0, apic.tscDeadline(), "ignored in one-shot mode");
    apic.write(ApicRegister.LVT, 4, 0x4_0040);
    apic.setTscDeadline(500, 500);
    assertEquals(500, apic.tscDeadline());
    advanceTo(500);
    assertEquals(0x40, apic.acknowledge());
    assertEquals(0, apic.tscDeadline());
    apic.setTscDeadline(700, 200);
    apic.setTscDeadline(0, 0);
    assertEquals(EventQueue.NEVER, queue.nextEvent());
    apic.setTscDeadline(-1, -now);
    assertEquals(now, queue.nextEvent(), "a deadline that has passed");
    apic.setTscDeadline(-1, Long.MAX_VALUE);
    assertTrue(queue.nextEvent() > 1L << 60);
  }

  @Test
  void errorsShowAfterAWriteToEsr() {
    enable();
    apic.write(0x370, 4, 0xFE);
    apic.write(ApicRegister.ICR_LOW, 4, FIXED_SELF | 3);
    assertEquals(0xFE, apic.acknowledge());
    assertEquals(0, read(ApicRegister.ESR));
    apic.write(ApicRegister.ESR, 4, 0);
    assertEquals(1 << 5, read(ApicRegister.ESR));
    apic.message(0xFEE0_0000, 5);
    apic.write(ApicRegister.ESR, 4, 0);
    assertEquals(1 << 6, read(ApicRegister.ESR));
  }

  @Test
  void acknowledgeWithNothingToGiveIsSpurious() {
    enable();
    assertEquals(0xFF, apic.acknowledge());
    assertEquals(0, read(ApicRegister.ISR + 0x70));
  }

  @Test
  void hostileAccessesNeitherThrowNorLieAboutIntr() {
    Random random = new Random(0xA91C);
    for (int i = 0; i < 300_000; i++) {
      int offset = random.nextInt(0x400) & (random.nextBoolean() ? ~15 : -1);
      int size = 1 << random.nextInt(4);
      switch (random.nextInt(8)) {
        case 0, 1, 2 ->
            apic.write(offset, size, random.nextLong() & (random.nextBoolean() ? 0x7FFFF : -1));
        case 3 -> apic.read(offset, size);
        case 4 -> apic.message(0xFEE0_0000 | random.nextInt(1 << 20), random.nextInt());
        case 5 -> apic.lint0().set(random.nextBoolean());
        case 6 -> advanceTo(now + random.nextInt(10_000));
        default -> {
          boolean was = intr;
          int vector = apic.acknowledge();
          assertTrue(
              was || vector == read(ApicRegister.SVR) % 256 || (apic.apicBase() & 0x800) == 0);
          apic.setApicBase(LocalApic.DEFAULT_BASE | (random.nextInt(10) == 0 ? 0 : 0x800));
        }
      }
    }
    StateHash first = new StateHash();
    apic.hashInto(first);
    StateHash second = new StateHash();
    apic.hashInto(second);
    assertEquals(first.value(), second.value());
  }
}
