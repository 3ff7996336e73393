package emu.core.insn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.bus.BusDevice;
import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.testing.SystemGuest;
import org.junit.jupiter.api.Test;

class InputOutputTest {
  private static final int PORT = 0x1F0;
  private static final int MAP = SystemGuest.TSS + 0x68;

  /** Counts up with each read, and adds up what is written. */
  private static final class Counter implements BusDevice {
    private long next = 0x1000;
    private long sum;

    @Override
    public long read(long offset, int size) {
      return next++;
    }

    @Override
    public void write(long offset, int size, long value) {
      sum += value;
    }
  }

  private static Counter connect(SystemGuest guest) {
    Counter counter = new Counter();
    guest.ports.map(PORT, 8, counter);
    guest.cpu.r[Cpu.RDX] = 0xFFFF_0000L | PORT;
    return counter;
  }

  @Test
  void sizes() {
    try (var guest = SystemGuest.longMode(0)) {
      Counter counter = connect(guest);
      guest.cpu.r[Cpu.RAX] = -1;
      guest.run(0xEC);
      assertEquals(0xFFFF_FFFF_FFFF_FF00L, guest.cpu.r[Cpu.RAX]);
      guest.run(0x66, 0xED);
      assertEquals(0xFFFF_FFFF_FFFF_1001L, guest.cpu.r[Cpu.RAX]);
      guest.run(0xED);
      assertEquals(0x1002, guest.cpu.r[Cpu.RAX]);
      guest.run(0xEE);
      assertEquals(2, counter.sum);
      guest.run(0xE5, 0x20);
      assertEquals(0xFFFF_FFFFL, guest.cpu.r[Cpu.RAX], "nobody there");
    }
  }

  /** SDM 1 19.5: IOPL first, then the map of the TSS. */
  @Test
  void permission() {
    try (var guest = SystemGuest.protectedMode(3)) {
      connect(guest);
      assertEquals("", guest.outcome(0xEC), "bit clear");
      guest.memory.write(MAP + PORT / 8, 1, 1 << 3);
      assertEquals("", guest.outcome(0x66, 0xED), "ports 0 and 1");
      assertEquals("13(0)", guest.outcome(0xED), "ports 0 to 3");
      guest.cpu.systemFlags = Flags.IOPL;
      assertEquals("", guest.outcome(0xED), "IOPL 3");
      guest.cpu.systemFlags = Flags.IOPL | Flags.VM;
      assertEquals("13(0)", guest.outcome(0xED), "the map alone counts in virtual-8086 mode");
      guest.cpu.systemFlags = 0;
      guest.memory.write(MAP + PORT / 8, 1, 0);
      guest.cpu.tr.limit = 0x68 + PORT / 8;
      assertEquals("13(0)", guest.outcome(0xEC), "two bytes of the map are read");
      guest.cpu.tr.limit++;
      assertEquals("", guest.outcome(0xEC));
    }
  }

  @Test
  void strings() {
    try (var guest = SystemGuest.longMode(0)) {
      Counter counter = connect(guest);
      Cpu cpu = guest.cpu;
      cpu.r[Cpu.RDI] = 0x6000;
      cpu.r[Cpu.RCX] = 3;
      guest.run(0xF3, 0x66, 0x6D);
      assertEquals(0x0000_1002_1001_1000L, guest.memory.read(0x6000, 8));
      assertEquals(0x6006, cpu.r[Cpu.RDI]);
      assertEquals(0, cpu.r[Cpu.RCX]);
      cpu.r[Cpu.RSI] = 0x6004;
      cpu.r[Cpu.RCX] = 2;
      cpu.systemFlags = Flags.DF;
      guest.run(0xF3, 0x66, 0x6F);
      assertEquals(0x2003, counter.sum);
      assertEquals(0x6000, cpu.r[Cpu.RSI]);
    }
  }

  /** In pieces, page by page, with the instruction executed again for each. */
  @Test
  void longStrings() {
    try (var guest = SystemGuest.longMode(0)) {
      Counter counter = connect(guest);
      Cpu cpu = guest.cpu;
      cpu.r[Cpu.RDI] = 0x6F00;
      cpu.r[Cpu.RCX] = 200;
      guest.run(0xF3, 0x66, 0x6D);
      assertEquals(0x7000, cpu.r[Cpu.RDI]);
      assertEquals(72, cpu.r[Cpu.RCX]);
      guest.run(0xF3, 0x66, 0x6D);
      assertEquals(0x7090, cpu.r[Cpu.RDI]);
      assertEquals(0, cpu.r[Cpu.RCX]);
      assertEquals(0x1000 + 200, counter.next);
      for (int i = 0; i < 200; i++) {
        assertEquals(0x1000 + i, guest.memory.read(0x6F00 + i * 2L, 2));
      }
      cpu.r[Cpu.RDI] = 0x1_0000_6000L;
      cpu.r[Cpu.RCX] = 0x1_0000_0010L;
      guest.run(0xF3, 0x67, 0x6C);
      assertEquals(0x6010, cpu.r[Cpu.RDI], "32-bit registers");
      assertEquals(0, cpu.r[Cpu.RCX]);
    }
  }

  @Test
  void aStringThatWrapsInItsSegment() {
    try (var guest = SystemGuest.protectedMode(0)) {
      connect(guest);
      Cpu cpu = guest.cpu;
      cpu.r[Cpu.RDI] = 0xFFFC;
      cpu.r[Cpu.RCX] = 12;
      guest.memory.write(0x1_0000, 4, 0);
      guest.run(0xF3, 0x67, 0x66, 0x6D);
      assertEquals(0x0014, cpu.r[Cpu.RDI]);
      assertEquals(0x1001_1000L, guest.memory.read(0xFFFC, 4));
      assertEquals(0x1003_1002L, guest.memory.read(0, 4));
      assertEquals(0, guest.memory.read(0x1_0000, 4));
    }
  }

  @Test
  void deviceIsNotReadIfTheStoreFaults() {
    try (var guest = SystemGuest.longMode(0)) {
      Counter counter = connect(guest);
      guest.cpu.r[Cpu.RDI] = 0x90_0000;
      assertEquals("14(2)", guest.outcome(0x6C));
      assertEquals(0x1000, counter.next);
    }
  }
}
