package emu.devices.piix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.InterruptLine;
import emu.core.bus.PortBus;
import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PIIX3 and PIIX4 by their datasheets and ACPI 6.5, chapter 4. */
class PiixTest {
  private static final int BASE = 0x600;

  private long now;
  private int powerOffs;
  private int resets;
  private final boolean[] isa = new boolean[16];
  private final PortBus ports = new PortBus();
  private final EventQueue queue = new EventQueue(() -> now);
  private PowerManagement power;
  private Piix3 bridge;

  @BeforeEach
  void powerUp() {
    power = new PowerManagement(ports, queue, level -> isa[9] = level, () -> powerOffs++);
    power.enableAt(BASE);
    SmiCommand smi = new SmiCommand(power::setAcpiEnabled);
    ports.map(0xB2, 2, smi);
    ports.map(0xCF9, 1, new ResetControl(() -> resets++));
    InterruptLine[] lines = new InterruptLine[16];
    for (int i = 0; i < 16; i++) {
      int line = i;
      lines[i] = level -> isa[line] = level;
    }
    bridge = new Piix3(lines);
  }

  private void advanceTo(long time) {
    now = time;
    queue.runUntil(time);
  }

  @Test
  void pmTimerCountsAt3579545Hertz() {
    advanceTo(1_000_000_000L);
    assertEquals(3_579_545, ports.read(BASE + 8, 4));
    advanceTo(10_000_000_000L);
    assertEquals(35_795_450 & 0xFF_FFFF, ports.read(BASE + 8, 4));
    assertEquals((35_795_450 & 0xFF_FFFF) >> 8 & 0xFF, ports.read(BASE + 9, 1));
  }

  @Test
  void pmTimerOverflowIsAnEvent() {
    ports.write(0xB2, 1, SmiCommand.ACPI_ENABLE);
    assertEquals(1, ports.read(BASE + 4, 2));
    ports.write(BASE + 2, 2, 1);
    long half = (8_388_608L * 1_000_000_000L + 3_579_544) / 3_579_545;
    advanceTo(half - 1);
    assertFalse(isa[9]);
    advanceTo(half);
    assertTrue(isa[9]);
    assertEquals(1, ports.read(BASE, 2) & 1);
    ports.write(BASE, 2, 1);
    assertFalse(isa[9]);
    assertEquals(0, ports.read(BASE, 2) & 1);
    assertTrue(queue.nextEvent() > half + 2_000_000_000L);
  }

  @Test
  void powerButtonInterruptsWhenAcpiIsOn() {
    ports.write(BASE + 2, 2, 0x100);
    power.pressPowerButton();
    assertFalse(isa[9]);
    ports.write(0xB2, 1, SmiCommand.ACPI_ENABLE);
    assertTrue(isa[9]);
    ports.write(BASE, 2, 0x100);
    assertFalse(isa[9]);
    ports.write(0xB2, 1, SmiCommand.ACPI_DISABLE);
    assertEquals(0, ports.read(BASE + 4, 2) & 1);
    assertEquals(SmiCommand.ACPI_DISABLE, ports.read(0xB2, 1));
  }

  @Test
  void softOffNeedsItsTypeAndTheEnableBit() {
    ports.write(BASE + 4, 2, 1 << 10 | 1 << 13);
    assertEquals(0, powerOffs);
    ports.write(BASE + 4, 2, 1);
    assertEquals(0, powerOffs);
    ports.write(BASE + 4, 2, 1 << 13);
    assertEquals(1, powerOffs);
    ports.write(BASE + 5, 1, 0x20);
    assertEquals(2, powerOffs);
  }

  @Test
  void registersMoveWithTheirBase() {
    power.writeConfig(0x40, 4, 0xB000);
    assertEquals(
        -1, ports.read(BASE + 4, 2) | ~0xFFFF, "outside the free range nothing is decoded");
    power.writeConfig(0x40, 4, 0x700);
    assertEquals(0, ports.read(0x704, 2));
    power.writeConfig(0x80, 1, 0);
    assertEquals(0xFFFF, ports.read(0x704, 2));
  }

  @Test
  void resetControlActsOnTheRisingBit() {
    ports.write(0xCF9, 1, 2);
    assertEquals(0, resets);
    ports.write(0xCF9, 1, 6);
    assertEquals(1, resets);
  }

  @Test
  void interruptWiresAreSteered() {
    InterruptLine slot3 = bridge.pin(3, 1); // wire C
    InterruptLine slot7 = bridge.pin(7, 1); // wire C too
    slot3.set(true);
    assertFalse(isa[11]);
    bridge.writeConfig(0x62, 1, 11);
    assertTrue(isa[11]);
    slot7.set(true);
    slot3.set(false);
    assertTrue(isa[11]);
    bridge.writeConfig(0x62, 1, 10);
    assertFalse(isa[11]);
    assertTrue(isa[10]);
    bridge.writeConfig(0x62, 1, 8);
    assertFalse(isa[8], "reserved");
    bridge.writeConfig(0x62, 1, 0x8B);
    assertFalse(isa[11]);
    slot7.set(false);
  }

  @Test
  void hostileAccessesDoNotThrow() {
    Random random = new Random(0x911);
    InterruptLine wire = bridge.pin(31, 4);
    for (int i = 0; i < 200_000; i++) {
      int size = 1 << random.nextInt(3);
      switch (random.nextInt(6)) {
        case 0 -> ports.write(BASE + random.nextInt(64), size, random.nextInt());
        case 1 -> ports.read(BASE + random.nextInt(64), size);
        case 2 -> bridge.writeConfig(random.nextInt(256), size, random.nextInt());
        case 3 -> power.writeConfig(random.nextInt(256), size, random.nextInt());
        case 4 -> {
          ports.write(random.nextBoolean() ? 0xB2 : 0xCF9, size, random.nextInt());
          wire.set(random.nextBoolean());
        }
        default -> advanceTo(now + random.nextInt(1_000_000));
      }
      if (i % 100 == 0) {
        power.reset();
        power.enableAt(BASE);
      }
    }
    power.hashInto(new StateHash());
    bridge.hashInto(new StateHash());
  }
}
