package emu.devices.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.bus.BusDevice;
import emu.core.bus.PortBus;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Configuration mechanism 1, headers and base address registers by the PCI Local Bus Specification
 * 3.0.
 */
class PciBusTest {
  private final PortBus ports = new PortBus();
  private final PhysicalMemory memory = new PhysicalMemory(1 << 20);
  private final PciBus bus = new PciBus(ports, memory);

  private record Constant(long value) implements BusDevice {
    @Override
    public long read(long offset, int size) {
      return value + offset;
    }

    @Override
    public void write(long offset, int size, long written) {}
  }

  private static final class Card extends PciFunction {
    Card() {
      super(0x1234, 0x5678, 0x02_0000, 1);
      defineBar(0, PciBar.ports(32, new Constant(0x40)));
      defineBar(1, PciBar.memory(4096, new Constant(0x50)));
      defineInterruptPin(1);
      defineClearedByOne(STATUS, 2, 0xF900);
    }
  }

  @BeforeEach
  void plugIn() {
    ports.map(0xCF8, 4, bus.addressPort());
    ports.map(0xCFC, 4, bus.dataPort());
    bus.add(0, 0, new HostBridge((start, length, reads, writes) -> {}));
    bus.add(3, 0, new Card());
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private void select(int device, int register) {
    ports.write(0xCF8, 4, 1 << 31 | device << 11 | register);
  }

  @Test
  void findsWhatIsThere() {
    select(0, 0);
    assertEquals(0x1237_8086, ports.read(0xCFC, 4));
    select(3, 0);
    assertEquals(0x5678, ports.read(0xCFE, 2));
    assertEquals(0x12, ports.read(0xCFD, 1));
    select(4, 0);
    assertEquals(-1, ports.read(0xCFC, 4));
    ports.write(0xCF8, 4, 1 << 31 | 1 << 16);
    assertEquals(-1, ports.read(0xCFC, 4), "there is no bus 1");
    ports.write(0xCF8, 4, 0);
    assertEquals(-1, ports.read(0xCFC, 4), "the enable bit is clear");
  }

  @Test
  void hostBridgeSteersSegments() {
    List<String> steered = new ArrayList<>();
    HostBridge bridge =
        new HostBridge((start, length, reads, writes) ->
            steered.add("%x+%x %b %b".formatted(start, length, reads, writes)));
    bridge.writeConfig(0x59, 4, 0x0000_3020);
    assertEquals(
        List.of(
            "f0000+10000 false true",
            "c0000+4000 false false",
            "c4000+4000 true true",
            "c8000+4000 false false"),
        steered.subList(0, 4));
    assertEquals(13, steered.size());
    steered.clear();
    bridge.writeConfig(0x60, 4, -1);
    assertEquals(List.of(), steered);
  }

  @Test
  void barTellsItsSize() {
    select(3, 0x10);
    ports.write(0xCFC, 4, -1);
    assertEquals(-32 | 1, ports.read(0xCFC, 4));
    select(3, 0x14);
    ports.write(0xCFC, 4, -1);
    assertEquals(-4096, ports.read(0xCFC, 4));
    select(3, 0x18);
    ports.write(0xCFC, 4, -1);
    assertEquals(0, ports.read(0xCFC, 4), "there is no BAR 2");
  }

  @Test
  void barsAnswerWhereTheyWerePutAndWhenEnabled() {
    select(3, 0x10);
    ports.write(0xCFC, 4, 0xC000);
    select(3, 0x14);
    ports.write(0xCFC, 4, 0xE000_0000);
    assertEquals(-1, ports.read(0xC004, 4));
    select(3, 4);
    ports.write(0xCFC, 2, 3);
    assertEquals(0x44, ports.read(0xC004, 4));
    assertEquals(0x58, memory.read(0xE000_0008L, 4));
    select(3, 0x10);
    ports.write(0xCFC, 4, 0xC100);
    assertEquals(-1, ports.read(0xC004, 4));
    assertEquals(0x44, ports.read(0xC104, 4));
    bus.reset();
    assertEquals(-1, ports.read(0xC104, 4));
    assertEquals(0xFFFF_FFFFL, memory.read(0xE000_0008L, 4));
  }

  @Test
  void barsCannotCoverTheBoard() {
    select(3, 4);
    ports.write(0xCFC, 2, 3);
    select(3, 0x10);
    ports.write(0xCFC, 4, 0x0CE0);
    select(3, 0);
    assertEquals(0x5678_1234, ports.read(0xCFC, 4));
    select(3, 0x14);
    ports.write(0xCFC, 4, 0x8000);
    memory.write(0x8000, 4, 77);
    assertEquals(77, memory.read(0x8000, 4));
  }

  @Test
  void hostileAccessesDoNotThrow() {
    Random random = new Random(0x9C1);
    for (int i = 0; i < 100_000; i++) {
      select(random.nextInt(5), random.nextInt(256) & ~3);
      int size = 1 << random.nextInt(3);
      int port = 0xCF8 + random.nextInt(8);
      if (random.nextBoolean()) {
        ports.write(port, size, random.nextInt());
      } else {
        ports.read(port, size);
      }
    }
    bus.hashInto(new StateHash());
  }
}
