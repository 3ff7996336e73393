package emu.devices.rtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.testing.HostileSweep;
import emu.devices.testing.ManualTime;
import emu.devices.testing.Wire;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Mc146818Test {
  private static final long SECOND = 1_000_000_000;
  private static final int A = 0x0A;
  private static final int B = 0x0B;
  private static final int C = 0x0C;
  private static final int UIP = 0x80;
  private static final int SET = 0x80;
  private static final int PIE = 0x40;
  private static final int AIE = 0x20;
  private static final int UIE = 0x10;
  private static final int BINARY = 0x04;
  private static final int HOURS_24 = 0x02;

  private final ManualTime time = new ManualTime();
  private final Wire irq8 = new Wire();
  private final Mc146818 rtc = clock("1999-12-31T23:59:58Z");

  private Mc146818 clock(String start) {
    return new Mc146818(time.events(), irq8, Instant.parse(start));
  }

  private static int read(Mc146818 rtc, int index) {
    rtc.write(0, 1, index);
    return (int) rtc.read(1, 1);
  }

  private int read(int index) {
    return read(rtc, index);
  }

  private void write(int index, int value) {
    rtc.write(0, 1, index);
    rtc.write(1, 1, value);
  }

  private static String show(Mc146818 rtc) {
    return String.format(
        "%02x%02x-%02x-%02x %02x:%02x:%02x day %d",
        read(rtc, 0x32),
        read(rtc, 9),
        read(rtc, 8),
        read(rtc, 7),
        read(rtc, 4),
        read(rtc, 2),
        read(rtc, 0),
        read(rtc, 6));
  }

  @Test
  void showsTheStartTimeInBcd() {
    assertEquals("1999-12-31 23:59:58 day 6", show(rtc));
  }

  @Test
  void rollsOverTheCentury() {
    time.run(2 * SECOND);
    assertEquals("2000-01-01 00:00:00 day 7", show(rtc));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-28T23:59:59Z, 1, 2024-02-29 00:00:00 day 5",
    "2023-02-28T23:59:59Z, 1, 2023-03-01 00:00:00 day 4",
    "2025-01-01T00:00:00Z, 31536000, 2026-01-01 00:00:00 day 5",
    "2025-06-15T12:34:56.75Z, 0, 2025-06-15 12:34:56 day 1",
  })
  void advancesByTheCalendar(String start, long seconds, String expected) {
    Mc146818 clock = clock(start);
    time.run(seconds * SECOND);
    assertEquals(expected, show(clock));
  }

  @Test
  void fractionOfTheStartTimeCounts() {
    Mc146818 clock = clock("2025-06-15T12:34:56.750Z");
    time.run(SECOND / 4);
    assertEquals(0x57, read(clock, 0));
  }

  @Test
  void updateInProgressAnnouncesTheUpdate() {
    time.run(SECOND - 2_228_001);
    assertEquals(0, read(A) & UIP);
    time.run(1);
    assertEquals(UIP, read(A) & UIP);
    assertEquals(0x58, read(0));
    time.run(2_228_000);
    assertEquals(0, read(A) & UIP);
    assertEquals(0x59, read(0));
  }

  @Test
  void binaryAndTwelveHourModes() {
    write(B, SET | BINARY);
    write(4, 0x80 | 11);
    write(2, 59);
    write(0, 59);
    write(B, BINARY);
    time.run(SECOND);
    assertEquals(12, read(4), "midnight is 12 AM");
    assertEquals(0, read(2));
    assertEquals(0, read(0));
    time.run(13 * 3600 * SECOND);
    assertEquals(0x80 | 1, read(4));
  }

  @Test
  void setHoldsTheTimeAndClearsUpdateInterrupt() {
    write(B, UIE | HOURS_24);
    write(B, SET | UIE | HOURS_24);
    assertEquals(SET | HOURS_24, read(B));
    time.run(10 * SECOND);
    assertEquals(0x58, read(0));
    assertEquals(0, read(A) & UIP);
    write(B, HOURS_24);
    time.run(SECOND);
    assertEquals(0x59, read(0));
  }

  @Test
  void firstUpdateComesHalfASecondAfterDividerReset() {
    write(A, 0x76);
    time.run(5 * SECOND + 123);
    assertEquals(0x58, read(0));
    write(A, 0x26);
    time.run(SECOND / 2 - 1);
    assertEquals(0x58, read(0));
    time.run(1);
    assertEquals(0x59, read(0));
  }

  @Test
  void updateInterruptComesEachSecondOnceRead() {
    read(C);
    write(B, UIE | HOURS_24);
    time.run(SECOND);
    assertTrue(irq8.level());
    time.run(5 * SECOND);
    assertEquals(1, irq8.edges(), "the line stays high until register C is read");
    assertEquals(0x80 | UIE, read(C) & (0x80 | UIE));
    assertFalse(irq8.level());
    assertEquals(0, read(C));
    time.run(SECOND);
    assertEquals(2, irq8.edges());
  }

  @Test
  void periodicInterruptKeepsItsRate() {
    write(A, 0x26); // 1024 Hz
    read(C);
    write(B, PIE | HOURS_24);
    for (int i = 0; i < 2000; i++) {
      time.run(SECOND / 1000);
      read(C);
    }
    assertEquals(2000, irq8.edges(), 48);
    write(A, 0x2F); // 2 Hz
    read(C);
    int before = irq8.edges();
    for (int i = 0; i < 100; i++) {
      time.run(SECOND / 10);
      read(C);
    }
    assertEquals(20, irq8.edges() - before, 1);
  }

  @Test
  void alarmComesAtItsTime() {
    write(1, 0x05);
    write(3, 0x00);
    write(5, 0x00);
    read(C);
    write(B, AIE | HOURS_24);
    time.run(7 * SECOND - 1);
    assertFalse(irq8.level());
    time.run(1);
    assertTrue(irq8.level());
    assertEquals(0xA0, read(C) & 0xA0);
    time.run(86_400 * SECOND);
    assertEquals(2, irq8.edges());
  }

  @Test
  void wildcardAlarmComesEveryMinute() {
    write(1, 0x30);
    write(3, 0xFF);
    write(5, 0xC0);
    read(C);
    write(B, AIE | HOURS_24);
    for (int i = 0; i < 600; i++) {
      time.run(SECOND);
      read(C);
    }
    assertEquals(10, irq8.edges());
  }

  @Test
  void alarmFlagIsSetWithoutInterrupt() {
    write(1, 0x00);
    write(3, 0x00);
    write(5, 0x00);
    read(C);
    time.run(SECOND);
    assertEquals(0, read(C) & AIE);
    time.run(86_400 * SECOND);
    assertEquals(AIE, read(C) & (AIE | 0x80));
  }

  @Test
  void memoryKeepsBytesAndWearsNoTime() {
    write(0x40, 0xA5);
    assertEquals(0xA5, read(0x40));
    assertEquals(0x80, read(0x0D));
    write(0x0D, 0);
    assertEquals(0x80, read(0x0D));
    assertEquals(0xFF, rtc.read(0, 1));
    assertEquals(0xA5, read(0xC0), "index bit 7 is the NMI mask");
  }

  @Test
  void memorySizesAreWhereFirmwareLooks() {
    rtc.setMemorySize(3L << 30, 5L << 30);
    assertEquals(640, read(0x15) | (read(0x16) << 8));
    assertEquals(0xFFFF, read(0x30) | (read(0x31) << 8));
    assertEquals((3072 - 16) * 16, read(0x34) | (read(0x35) << 8));
    assertEquals(5120 * 16, read(0x5B) | (read(0x5C) << 8) | (read(0x5D) << 16));
    rtc.setMemorySize(8L << 20, 0);
    assertEquals(7 * 1024, read(0x17) | (read(0x18) << 8));
    assertEquals(0, read(0x34) | (read(0x35) << 8));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesHostileAccesses(long seed) {
    HostileSweep.run(seed, time, 2, List.of(rtc));
    for (int index = 0; index < 128; index++) {
      write(index, 0xFF);
    }
    write(B, 0x70);
    time.run(100 * 86_400 * SECOND);
    read(C);
  }
}
