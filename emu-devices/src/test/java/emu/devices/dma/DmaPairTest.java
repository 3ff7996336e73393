package emu.devices.dma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.BusDevice;
import emu.core.bus.DmaChannel;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;
import emu.devices.testing.HostileSweep;
import emu.devices.testing.ManualTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The 8237A as drivers program it, by its datasheet. */
class DmaPairTest {
  private static final int TO_MEMORY = 0x46;
  private static final int FROM_MEMORY = 0x4A;
  private static final int AUTOINITIALISE = 0x10;
  private static final int DECREMENT = 0x20;

  private final PhysicalMemory memory = new PhysicalMemory(2 << 20);
  private final DmaPair pair = new DmaPair(memory);
  private final DmaChannel channel = pair.channel(2);
  private final byte[] data = new byte[1000];

  DmaPairTest() {
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i * 3 + 1);
    }
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private void program(int mode, int address, int count) {
    BusDevice ports = pair.byteController();
    ports.write(0xA, 1, 0x06);
    ports.write(0xC, 1, 0);
    ports.write(0xB, 1, mode);
    ports.write(4, 1, address & 0xFF);
    ports.write(4, 1, address >> 8 & 0xFF);
    pair.pages().write(0, 1, address >> 16);
    ports.write(5, 1, count - 1 & 0xFF);
    ports.write(5, 1, count - 1 >> 8);
    ports.write(0xA, 1, 0x02);
  }

  private byte[] inMemory(long address, int length) {
    byte[] bytes = new byte[length];
    memory.copyOut(address, bytes, 0, length);
    return bytes;
  }

  @Test
  void movesUpToTerminalCount() {
    program(TO_MEMORY, 0x1_2345, 700);
    assertEquals(512, channel.toMemory(data, 0, 512));
    assertFalse(channel.reachedTerminalCount());
    assertEquals(188, channel.toMemory(data, 512, 488));
    assertTrue(channel.reachedTerminalCount());
    assertArrayEquals(Arrays.copyOf(data, 700), inMemory(0x1_2345, 700));
    assertEquals(0, channel.toMemory(data, 0, 1), "masked by itself at the end");
    assertEquals(0x04, pair.byteController().read(8, 1));
    assertEquals(0x00, pair.byteController().read(8, 1), "read once");
  }

  @Test
  void readsMemory() {
    memory.copyIn(0x8000, data);
    program(FROM_MEMORY, 0x8000, 1000);
    byte[] read = new byte[1000];
    assertEquals(1000, channel.fromMemory(read, 0, 1000));
    assertTrue(channel.reachedTerminalCount());
    assertArrayEquals(data, read);
    program(TO_MEMORY, 0x8000, 10);
    assertEquals(0, channel.fromMemory(read, 0, 10), "the other direction");
  }

  @Test
  void anAddressWrapsInItsPage() {
    program(TO_MEMORY, 0x1_FFF0, 32);
    assertEquals(32, channel.toMemory(data, 0, 32));
    assertArrayEquals(Arrays.copyOfRange(data, 0, 16), inMemory(0x1_FFF0, 16));
    assertArrayEquals(Arrays.copyOfRange(data, 16, 32), inMemory(0x1_0000, 16));
  }

  @Test
  void canGoDownAndStartAgain() {
    program(TO_MEMORY | DECREMENT | AUTOINITIALISE, 0x5003, 4);
    assertEquals(4, channel.toMemory(data, 0, 10));
    assertArrayEquals(new byte[] {data[3], data[2], data[1], data[0]}, inMemory(0x5000, 4));
    assertEquals(4, channel.toMemory(data, 10, 4));
    assertEquals(data[13], inMemory(0x5000, 1)[0]);
  }

  @Test
  void wordsGoByTheSecondController() {
    BusDevice ports = pair.wordController();
    ports.write(0xC4 - 0xC0, 1, 0x00);
    ports.write(0xC4 - 0xC0, 1, 0x80);
    ports.write(0xC6 - 0xC0, 1, 9);
    ports.write(0xC6 - 0xC0, 1, 0);
    ports.write(0xD6 - 0xC0, 1, 0x45);
    pair.pages().write(0x8B - 0x81, 1, 0x0B);
    ports.write(0xD4 - 0xC0, 1, 0x01);
    assertEquals(20, pair.channel(5).toMemory(data, 0, 50));
    assertArrayEquals(Arrays.copyOf(data, 20), inMemory(0xB_0000, 20));
    assertEquals(0x0A, ports.read(0xC4 - 0xC0, 1));
    assertEquals(0x80, ports.read(0xC4 - 0xC0, 1));
  }

  @Test
  void aDisabledControllerMovesNothing() {
    program(TO_MEMORY, 0x5000, 10);
    pair.byteController().write(8, 1, 4);
    assertEquals(0, channel.toMemory(data, 0, 10));
    pair.byteController().write(8, 1, 0);
    assertEquals(10, channel.toMemory(data, 0, 10));
    pair.byteController().write(0xD, 1, 0);
    assertEquals(0xFF, pair.byteController().read(0xF, 1), "a master clear masks all");
  }

  @Test
  void hostileAccessesDoNotThrow() {
    HostileSweep.run(
        0xD3A,
        new ManualTime(),
        40,
        List.of(pair.byteController(), pair.wordController(), pair.pages()));
    for (int i = 0; i < 8; i++) {
      pair.channel(i).toMemory(data, 0, 1000);
      pair.channel(i).fromMemory(data, 0, 999);
    }
    pair.hashInto(new StateHash());
  }
}
