package emu.devices.pit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.testing.HostileSweep;
import emu.devices.testing.ManualTime;
import emu.devices.testing.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Pit8254Test {
  private static final int CONTROL = 3;
  private static final int BOTH_BYTES = 0x30;
  private static final int OUTPUT_2 = 0x20;
  private static final int REFRESH = 0x10;

  private final ManualTime time = new ManualTime();
  private final Wire irq0 = new Wire(true);
  private final Pit8254 pit = new Pit8254(time.events(), irq0);

  private void program(int counter, int mode, int count) {
    pit.write(CONTROL, 1, (counter << 6) | BOTH_BYTES | (mode << 1));
    writeCount(counter, count);
  }

  private void writeCount(int counter, int count) {
    pit.write(counter, 1, count & 0xFF);
    pit.write(counter, 1, count >> 8);
  }

  private int readCount(int counter) {
    int low = (int) pit.read(counter, 1);
    return low | ((int) pit.read(counter, 1) << 8);
  }

  private int latchedCount(int counter) {
    pit.write(CONTROL, 1, counter << 6);
    return readCount(counter);
  }

  private int status(int counter) {
    pit.write(CONTROL, 1, 0xE0 | (2 << counter));
    return (int) pit.read(counter, 1);
  }

  private void gate2(boolean level) {
    pit.portB().write(0, 1, level ? 1 : 0);
  }

  private boolean output2() {
    return (pit.portB().read(0, 1) & OUTPUT_2) != 0;
  }

  private void ticks(long count) {
    time.runTo(PitTicks.toNanoseconds(PitTicks.at(time.now()) + count));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 596_590, 596_591, 596_592, 1_193_182, 3_000_000_000_000_000L})
  void ticksAndNanosecondsAgree(long tick) {
    long at = PitTicks.toNanoseconds(tick);
    assertEquals(tick, PitTicks.at(at));
    assertEquals(tick - 1, tick == 0 ? -1 : PitTicks.at(at - 1));
  }

  @Test
  void interruptOnTerminalCountComesOneTickAfterTheCount() {
    program(0, 0, 100);
    ticks(100);
    assertFalse(irq0.level());
    ticks(1);
    assertTrue(irq0.level());
    time.run(1_000_000_000);
    assertEquals(1, irq0.edges());
  }

  @Test
  void newCountRestartsModeZero() {
    program(0, 0, 100);
    ticks(90);
    writeCount(0, 100);
    ticks(90);
    assertEquals(0, irq0.edges());
    ticks(11);
    assertEquals(1, irq0.edges());
  }

  @Test
  void firstByteStopsModeZero() {
    program(0, 0, 100);
    ticks(101);
    assertTrue(irq0.level());
    pit.write(0, 1, 50);
    assertFalse(irq0.level());
    ticks(10_000);
    assertFalse(irq0.level());
    pit.write(0, 1, 0);
    ticks(51);
    assertTrue(irq0.level());
  }

  @Test
  void rateGeneratorKeepsTheExactRate() {
    program(0, 2, 4773); // Linux, HZ=250
    time.run(10_000_000_000L);
    assertEquals((10L * PitTicks.FREQUENCY - 1) / 4773, irq0.edges());
  }

  @Test
  void rateGeneratorIsLowForOneTick() {
    program(0, 2, 10);
    ticks(1 + 8);
    assertTrue(irq0.level());
    ticks(1);
    assertFalse(irq0.level());
    ticks(1);
    assertTrue(irq0.level());
  }

  @Test
  void countZeroIsTheLongest() {
    program(0, 2, 0);
    time.run(60_000_000_000L);
    assertEquals((60L * PitTicks.FREQUENCY - 1) / 65_536, irq0.edges());
  }

  @Test
  void squareWaveOfOddCountIsHighOneTickLonger() {
    program(0, 3, 5);
    ticks(1);
    String wave = "";
    for (int i = 0; i < 10; i++) {
      wave += irq0.level() ? "1" : "0";
      ticks(1);
    }
    assertEquals("1110011100", wave);
  }

  @Test
  void squareWaveCountsDownByTwo() {
    gate2(true);
    program(2, 3, 6);
    ticks(1);
    String counts = "";
    for (int i = 0; i < 7; i++) {
      counts += latchedCount(2);
      ticks(1);
    }
    assertEquals("6426426", counts);
  }

  @Test
  void newCountOfModeTwoWaitsForTheEndOfTheCycle() {
    program(0, 2, 100);
    ticks(51);
    writeCount(0, 10);
    ticks(49);
    assertFalse(irq0.level());
    ticks(1);
    assertEquals(1, irq0.edges());
    ticks(100);
    assertEquals(11, irq0.edges());
  }

  @Test
  void oneShotIsRetriggeredByTheGate() {
    program(2, 1, 50);
    assertTrue(output2());
    gate2(true);
    ticks(1);
    assertFalse(output2());
    ticks(30);
    gate2(false);
    gate2(true);
    ticks(50);
    assertFalse(output2());
    ticks(1);
    assertTrue(output2());
  }

  @Test
  void softwareStrobeIsLowForOneTick() {
    gate2(true);
    program(2, 4, 20);
    ticks(20);
    assertTrue(output2());
    ticks(1);
    assertFalse(output2());
    ticks(1);
    assertTrue(output2());
  }

  @Test
  void hardwareStrobeWaitsForTheGate() {
    program(2, 5, 20);
    ticks(100);
    gate2(true);
    ticks(21);
    assertFalse(output2());
    ticks(1);
    assertTrue(output2());
  }

  @Test
  void lowGateHoldsTheCount() {
    gate2(true);
    program(2, 0, 1000);
    ticks(101);
    gate2(false);
    ticks(5000);
    assertEquals(900, latchedCount(2));
    gate2(true);
    ticks(100);
    assertEquals(800, latchedCount(2));
  }

  @Test
  void latchHoldsUntilRead() {
    program(0, 2, 1000);
    ticks(11);
    pit.write(CONTROL, 1, 0);
    ticks(100);
    pit.write(CONTROL, 1, 0);
    assertEquals(990, readCount(0));
    assertEquals(890, readCount(0));
  }

  @Test
  void countsInBinaryCodedDecimal() {
    pit.write(CONTROL, 1, BOTH_BYTES | 1);
    writeCount(0, 0x1000);
    ticks(1 + 1);
    assertEquals(0x0999, latchedCount(0));
    ticks(1000);
    assertEquals(0x9999, latchedCount(0));
  }

  @Test
  void readBackGivesStatusThenCount() {
    gate2(true);
    program(2, 4, 500);
    assertEquals(0xC0 | BOTH_BYTES | (4 << 1), status(2), "output high, null count");
    ticks(101);
    pit.write(CONTROL, 1, 0xC8);
    assertEquals(0x80 | BOTH_BYTES | (4 << 1), pit.read(2, 1));
    assertEquals(400, readCount(2));
  }

  @Test
  void singleByteAccess() {
    pit.write(CONTROL, 1, 0x10 | (2 << 1));
    pit.write(0, 1, 200);
    ticks(1 + 50);
    assertEquals(150, pit.read(0, 1));
    assertEquals(150, pit.read(0, 1));
    pit.write(CONTROL, 1, 0x20 | (2 << 1));
    pit.write(0, 1, 2);
    ticks(1 + 256);
    assertEquals(1, pit.read(0, 1));
  }

  /** What Linux 6.1 does in pit_calibrate_tsc: 50 ms of mode 0, polled at bit 5 of port 61h. */
  @Test
  void calibrationAgainstCounterTwoComesOutRight() {
    pit.portB().write(0, 1, (pit.portB().read(0, 1) & ~2) | 1);
    pit.write(CONTROL, 1, 0xB0);
    int latch = PitTicks.FREQUENCY / (1000 / 50);
    writeCount(2, latch);
    long start = time.now();
    while (!output2()) {
      time.run(1_000);
    }
    assertEquals(50_000, (time.now() - start) / 1_000.0, 2);
  }

  /**
   * What Linux does in quick_pit_calibrate: the high byte of an unlatched mode 0 count steps every
   * 256 ticks.
   */
  @Test
  void highByteStepsEvenly() {
    gate2(true);
    program(2, 0, 0xFFFF);
    time.run(1_000_000);
    int high = readCount(2) >> 8;
    for (int i = 1; i <= 20; i++) {
      ticks(256);
      assertEquals(high - i, readCount(2) >> 8);
    }
  }

  @Test
  void refreshBitTogglesEveryFifteenMicroseconds() {
    int changes = 0;
    long last = pit.portB().read(0, 1) & REFRESH;
    for (int i = 0; i < 10_000; i++) {
      time.run(1_000);
      long bit = pit.portB().read(0, 1) & REFRESH;
      changes += bit == last ? 0 : 1;
      last = bit;
    }
    assertEquals(PitTicks.FREQUENCY / 100 / 18, changes);
  }

  @Test
  void lateMachineStillGetsEachEdge() {
    program(0, 2, 1000);
    time.jumpTo(PitTicks.toNanoseconds(50_500));
    pit.read(0, 1);
    assertEquals(50, irq0.edges());
  }

  @Test
  void edgesOfALongPauseAreGivenUp() {
    program(0, 2, 2);
    time.jumpTo(3_600_000_000_000L);
    pit.read(0, 1);
    assertTrue(irq0.edges() <= 2);
    int before = irq0.edges();
    time.run(1_000_000);
    assertEquals(before + 596, irq0.edges(), 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesHostileAccesses(long seed) {
    HostileSweep.run(seed, time, 4, List.of(pit, pit.portB()));
  }
}
