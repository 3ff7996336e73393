package emu.devices.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.bus.PortBus;
import emu.core.memory.PhysicalMemory;
import emu.core.memory.RawMemory;
import emu.devices.pci.PciBar;
import emu.devices.pci.PciBus;
import emu.devices.pci.PciFunction;
import emu.devices.ports.PostCodePort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Addresses for PCI functions, with a card like a display adapter and one with ports. */
class PciSetupTest {
  private final PortBus ports = new PortBus();
  private final PhysicalMemory memory = new PhysicalMemory(1 << 20);
  private final RawMemory frameBuffer = RawMemory.allocate(16 << 20);
  private final PciBus bus = new PciBus(ports, memory);
  private final PciFunction display = new Display(frameBuffer);

  private static final class Display extends PciFunction {
    Display(RawMemory memory) {
      super(0x1234, 0x1111, 0x03_0000, 2);
      defineBar(0, PciBar.ram(memory));
      defineBar(2, PciBar.memory(4096, new PostCodePort()));
      defineRom(new byte[] {0x55, (byte) 0xAA, 79});
    }
  }

  private static final class Network extends PciFunction {
    Network() {
      super(0x1234, 0x5678, 0x02_0000, 1);
      defineBar(0, PciBar.ports(32, new PostCodePort()));
      defineBar(1, PciBar.ports(4, new PostCodePort()));
      defineInterruptPin(1);
    }
  }

  @BeforeEach
  void plugIn() {
    ports.map(0xCF8, 4, bus.addressPort());
    ports.map(0xCFC, 4, bus.dataPort());
    bus.add(2, 0, display);
    bus.add(3, 0, new Network());
    PciSetup.run(ports);
  }

  @AfterEach
  void close() {
    memory.close();
    frameBuffer.close();
  }

  private int config(int device, int register) {
    ports.write(0xCF8, 4, 1 << 31 | device << 11 | register);
    return ports.read(0xCFC, 4);
  }

  @Test
  void rangesDoNotOverlapAndAreEnabled() {
    assertEquals(0xFD00_0008, config(2, 0x10));
    assertEquals(0xFEBF_F000, config(2, 0x18));
    assertEquals(0xFEBF_E000, config(2, 0x30));
    assertEquals(2, config(2, 4) & 7);
    assertEquals(0xC001, config(3, 0x14));
    assertEquals(0xC021, config(3, 0x10));
    assertEquals(1, config(3, 4) & 7);
    assertEquals(0x0100 | PciSetup.IRQS[2], config(3, 0x3C) & 0xFFFF);
  }

  @Test
  void frameBufferAndRomAnswer() {
    memory.write(0xFD12_3458L, 4, 0x1234_5678);
    assertEquals(0x1234_5678, RawMemory.load32(frameBuffer.address(0x12_3458, 4)));
    assertEquals(frameBuffer.address(0, 4096), memory.writablePage(0xFD00_0000L));
    assertEquals(0xFFFF_FFFFL, memory.read(0xFEBF_E000L, 4), "the ROM is not decoded yet");
    display.writeConfig(0x30, 1, 1);
    memory.write(0xFEBF_E000L, 4, 0);
    assertEquals(0x4F_AA55, memory.read(0xFEBF_E000L, 4));
    display.writeConfig(4, 2, 0);
    assertEquals(0, memory.readablePage(0xFEBF_E000L));
    assertEquals(0, memory.readablePage(0xFD00_0000L));
    byte[] out = new byte[2];
    memory.copyOut(0xFD00_0000L, out, 0, 2);
    assertArrayEquals(new byte[] {-1, -1}, out);
  }
}
