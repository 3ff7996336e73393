package emu.devices.ioapic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The I/O APIC by the 82093AA datasheet. */
class IoApicTest {
  private static final int LEVEL = 1 << 15;
  private static final int MASK = 1 << 16;
  private static final int REMOTE_IRR = 1 << 14;

  private final List<String> sent = new ArrayList<>();
  private final IoApic ioapic =
      new IoApic((address, data) ->
          sent.add(Integer.toHexString(address) + ":" + Integer.toHexString(data)));

  private void set(int register, int value) {
    ioapic.write(0, 4, register);
    ioapic.write(0x10, 4, value);
  }

  private int get(int register) {
    ioapic.write(0, 4, register);
    return (int) ioapic.read(0x10, 4);
  }

  @Test
  void identifiesItself() {
    assertEquals(0x0017_0011, get(1));
    set(0, 0x0F00_0000);
    assertEquals(0x0F00_0000, get(0));
    assertEquals(0x0F00_0000, get(2));
    assertEquals(MASK, get(0x10));
    assertEquals(0, get(0x40));
  }

  @Test
  void edgeSendsOnceForEachRise() {
    set(0x11 + 2, 0x0500_0000); // pin 1, destination 5
    set(0x10 + 2, 0x0831); // logical, fixed, vector 31h
    ioapic.pin(1).set(true);
    ioapic.pin(1).set(true);
    ioapic.pin(1).set(false);
    ioapic.pin(1).set(true);
    assertEquals(List.of("fee05004:31", "fee05004:31"), sent);
  }

  @Test
  void edgeOnAMaskedPinIsLost() {
    ioapic.pin(4).set(true);
    set(0x10 + 8, 0x31);
    assertEquals(List.of(), sent);
  }

  @Test
  void levelSendsAgainAfterItsEnd() {
    set(0x10 + 18, LEVEL | MASK | 0x51);
    ioapic.pin(9).set(true);
    assertEquals(List.of(), sent);
    set(0x10 + 18, LEVEL | 0x51);
    assertEquals(List.of("fee00000:c051"), sent);
    assertEquals(LEVEL | REMOTE_IRR | 0x51, get(0x10 + 18));
    ioapic.endOfInterrupt(0x50);
    assertEquals(1, sent.size());
    ioapic.endOfInterrupt(0x51);
    assertEquals(2, sent.size());
    ioapic.pin(9).set(false);
    ioapic.endOfInterrupt(0x51);
    assertEquals(2, sent.size());
    assertEquals(LEVEL | 0x51, get(0x10 + 18));
  }

  @Test
  void changingToEdgeClearsRemoteIrr() {
    set(0x10 + 18, LEVEL | 0x51);
    ioapic.pin(9).set(true);
    set(0x10 + 18, MASK | 0x51);
    assertEquals(MASK | 0x51, get(0x10 + 18));
  }

  @Test
  void hostileAccessesDoNotThrow() {
    Random random = new Random(0x10A91C);
    for (int i = 0; i < 200_000; i++) {
      long offset = random.nextInt(4) == 0 ? random.nextInt(0x1000) : random.nextInt(2) * 0x10;
      int size = 1 << random.nextInt(4);
      switch (random.nextInt(4)) {
        case 0 -> ioapic.read(offset, size);
        case 1 -> ioapic.write(offset, size, random.nextLong());
        case 2 -> ioapic.pin(random.nextInt(IoApic.PINS)).set(random.nextBoolean());
        default -> ioapic.endOfInterrupt(random.nextInt(256));
      }
      sent.clear();
    }
  }
}
