package emu.devices.pic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.BusDevice;
import emu.devices.testing.HostileSweep;
import emu.devices.testing.ManualTime;
import emu.devices.testing.Wire;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicPairTest {
  private static final int ICW4_8086 = 0x01;
  private static final int ICW4_AEOI = 0x02;
  private static final int ICW4_SFNM = 0x10;
  private static final int EOI = 0x20;
  private static final int SPECIFIC_EOI = 0x60;
  private static final int ROTATE_ON_EOI = 0xA0;
  private static final int SET_PRIORITY = 0xC0;
  private static final int READ_IRR = 0x0A;
  private static final int READ_ISR = 0x0B;
  private static final int POLL = 0x0C;
  private static final int SET_SPECIAL_MASK = 0x68;

  private final Wire intr = new Wire();
  private final PicPair pic = new PicPair(intr);

  @BeforeEach
  void initialize() {
    initialize(ICW4_8086);
  }

  private void initialize(int icw4) {
    for (BusDevice chip : List.of(pic.master(), pic.slave())) {
      boolean master = chip == pic.master();
      chip.write(0, 1, 0x11);
      chip.write(1, 1, master ? 0x30 : 0x38);
      chip.write(1, 1, master ? 0x04 : 0x02);
      chip.write(1, 1, icw4);
    }
  }

  private void pulse(int irq) {
    pic.input(irq).set(false);
    pic.input(irq).set(true);
  }

  private void endOfInterrupt() {
    pic.master().write(0, 1, EOI);
  }

  private long inService(BusDevice chip) {
    chip.write(0, 1, READ_ISR);
    return chip.read(0, 1);
  }

  @Test
  void linuxFindsTheChipByItsMaskRegister() {
    pic.slave().write(1, 1, 0xFF);
    pic.master().write(1, 1, 0xFB);
    assertEquals(0xFB, pic.master().read(1, 1));
    assertEquals(0xFF, pic.slave().read(1, 1));
  }

  @Test
  void nothingIsDeliveredBeforeInitialization() {
    Wire wire = new Wire();
    PicPair fresh = new PicPair(wire);
    fresh.input(1).set(true);
    assertFalse(wire.level());
  }

  @Test
  void edgeIsDeliveredOnce() {
    pic.input(0).set(true);
    assertTrue(intr.level());
    assertEquals(0x30, pic.acknowledge());
    assertFalse(intr.level());
    endOfInterrupt();
    assertFalse(intr.level(), "a line that stays high is no second edge");
    pulse(0);
    assertTrue(intr.level());
  }

  @Test
  void lowerLevelWaitsForEndOfInterrupt() {
    pulse(1);
    assertEquals(0x31, pic.acknowledge());
    pulse(4);
    assertFalse(intr.level());
    pulse(0);
    assertTrue(intr.level(), "a higher level nests");
    assertEquals(0x30, pic.acknowledge());
    assertEquals(0x03, inService(pic.master()));
    endOfInterrupt();
    assertFalse(intr.level());
    endOfInterrupt();
    assertEquals(0x34, pic.acknowledge());
  }

  @Test
  void slaveIsAcknowledgedThroughTheCascade() {
    pulse(12);
    assertEquals(0x3C, pic.acknowledge());
    assertEquals(0x04, inService(pic.master()));
    assertEquals(0x10, inService(pic.slave()));
    pulse(14);
    assertFalse(intr.level());
    pic.slave().write(0, 1, SPECIFIC_EOI | 4);
    pic.master().write(0, 1, SPECIFIC_EOI | 2);
    assertEquals(0x3E, pic.acknowledge());
  }

  @Test
  void specialFullyNestedModeLetsTheSlaveInterruptItself() {
    initialize(ICW4_8086 | ICW4_SFNM);
    pulse(12);
    assertEquals(0x3C, pic.acknowledge());
    pulse(9);
    assertEquals(0x39, pic.acknowledge());
  }

  @Test
  void withdrawnRequestIsSpurious() {
    pic.input(3).set(true);
    pic.input(3).set(false);
    assertFalse(intr.level());
    assertEquals(0x37, pic.acknowledge());
    assertEquals(0, inService(pic.master()));
  }

  @Test
  void maskedRequestIsRememberedAndSeenInIrr() {
    pic.master().write(1, 1, 0x10);
    pulse(4);
    assertFalse(intr.level());
    pic.master().write(0, 1, READ_IRR);
    assertEquals(0x10, pic.master().read(0, 1));
    pic.master().write(1, 1, 0);
    assertEquals(0x34, pic.acknowledge());
    assertEquals(0, pic.master().read(0, 1));
  }

  @Test
  void levelTriggeredInputAsksAgainWhileItIsHigh() {
    pic.edgeLevelControl().write(0, 2, 0x0C20);
    assertEquals(0x0C20, pic.edgeLevelControl().read(0, 2));
    pic.input(11).set(true);
    assertEquals(0x3B, pic.acknowledge());
    pic.slave().write(0, 1, EOI);
    endOfInterrupt();
    assertEquals(0x3B, pic.acknowledge());
    pic.input(11).set(false);
    pic.slave().write(0, 1, EOI);
    endOfInterrupt();
    assertFalse(intr.level());
  }

  @Test
  void timerKeyboardAndClockCannotBeLevelTriggered() {
    pic.edgeLevelControl().write(0, 1, 0xFF);
    pic.edgeLevelControl().write(1, 1, 0xFF);
    assertEquals(0xDEF8, pic.edgeLevelControl().read(0, 2));
  }

  @Test
  void automaticEndOfInterruptLeavesNothingInService() {
    initialize(ICW4_8086 | ICW4_AEOI);
    pulse(6);
    assertEquals(0x36, pic.acknowledge());
    assertEquals(0, inService(pic.master()));
  }

  @Test
  void cascadedRequestsFollowEachOtherUnderAutomaticEndOfInterrupt() {
    initialize(ICW4_8086 | ICW4_AEOI);
    pulse(10);
    pulse(8);
    assertEquals(0x38, pic.acknowledge());
    assertTrue(intr.level());
    assertEquals(0x3A, pic.acknowledge());
    assertFalse(intr.level());
  }

  @Test
  void rotationMakesTheServedLevelTheLowest() {
    pulse(3);
    assertEquals(0x33, pic.acknowledge());
    pic.master().write(0, 1, ROTATE_ON_EOI);
    pulse(3);
    pulse(4);
    pulse(0);
    assertEquals(0x34, pic.acknowledge());
    endOfInterrupt();
    assertEquals(0x30, pic.acknowledge());
    endOfInterrupt();
    assertEquals(0x33, pic.acknowledge());
  }

  @Test
  void setPriorityMovesTheTop() {
    pic.master().write(0, 1, SET_PRIORITY | 5);
    pulse(0);
    pulse(6);
    assertEquals(0x36, pic.acknowledge());
  }

  @Test
  void specialMaskModeLetsLowerLevelsThrough() {
    pulse(1);
    assertEquals(0x31, pic.acknowledge());
    pulse(5);
    pic.master().write(1, 1, 0x02);
    assertFalse(intr.level());
    pic.master().write(0, 1, SET_SPECIAL_MASK);
    assertEquals(0x35, pic.acknowledge());
    endOfInterrupt();
    assertEquals(0x02, inService(pic.master()), "a non-specific EOI spares the masked level");
  }

  @Test
  void pollIsAnAcknowledge() {
    pic.master().write(0, 1, POLL);
    assertEquals(0, pic.master().read(0, 1));
    pulse(5);
    pic.master().write(0, 1, POLL);
    assertEquals(0x85, pic.master().read(0, 1));
    assertEquals(0x20, inService(pic.master()));
    assertFalse(intr.level());
  }

  @Test
  void wideAccessReachesBothRegisters() {
    pic.master().write(0, 2, 0xAB00 | READ_ISR);
    assertEquals(0xAB, pic.master().read(1, 1));
    assertEquals(0xAB00, pic.master().read(0, 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesHostileAccesses(long seed) {
    HostileSweep.run(
        seed, new ManualTime(), 2, List.of(pic.master(), pic.slave(), pic.edgeLevelControl()));
    pulse(1);
    assertEquals(pic.acknowledge() & ~0xFF, 0);
  }
}
