package emu.devices.fwcfg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.memory.PhysicalMemory;
import emu.devices.testing.HostileSweep;
import emu.devices.testing.ManualTime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Items and files, byte by byte and by DMA, as firmware reads them. */
class FwCfgTest {
  private static final int COMMAND = 0x1000;
  private static final int BUFFER = 0x2FFE; // crosses a page

  private final PhysicalMemory memory = new PhysicalMemory(1 << 20);
  private final FwCfg device = new FwCfg(memory);

  @AfterEach
  void close() {
    memory.close();
  }

  private String text(int key, int length) {
    device.write(0, 2, key);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) device.read(1, 1));
    }
    return text.toString();
  }

  private int dma(int control, int length) {
    ByteBuffer command = ByteBuffer.allocate(16).putInt(control).putInt(length).putLong(BUFFER);
    memory.copyIn(COMMAND, command.array());
    device.write(8, 4, Integer.reverseBytes(COMMAND));
    return Integer.reverseBytes((int) memory.read(COMMAND, 4));
  }

  private String buffer(int length) {
    byte[] bytes = new byte[length];
    memory.copyOut(BUFFER, bytes, 0, length);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void tellsWhatItIs() {
    assertEquals("QEMU\0\0", text(0, 6));
    assertEquals("\3\0\0\0", text(1, 4));
    assertEquals("\0\0", text(0x1234, 2));
    assertEquals(0x554D4551, device.read(4, 4));
    assertEquals(0x47464320, device.read(8, 4));
  }

  @Test
  void filesAreInTheDirectory() {
    device.addFile("etc/one", "first".getBytes(StandardCharsets.US_ASCII));
    device.addFile("etc/two", new byte[300]);
    String directory = text(0x19, 4 + 2 * 64);
    assertEquals("\0\0\0\2", directory.substring(0, 4));
    assertEquals("\0\0\0\5\0\40\0\0etc/one\0", directory.substring(4, 20));
    assertEquals("\0\0\1\54\0\41\0\0etc/two\0", directory.substring(68, 84));
    assertEquals("first", text(0x20, 5));
  }

  @Test
  void dmaReadsSkipsAndRefuses() {
    device.addFile("etc/one", "0123456789".getBytes(StandardCharsets.US_ASCII));
    assertEquals(0, dma(0x20_000A, 4));
    assertEquals("0123", buffer(4));
    assertEquals(0, dma(4, 3));
    assertEquals(0, dma(2, 5));
    assertEquals("789\0\0", buffer(5));
    assertEquals(1, dma(0x20_0018, 4), "items cannot be written");
    assertEquals(1, dma(0x20_000A, -1), "nothing is so long");
    assertEquals(0, dma(4, 0x7FFF_FFFF & 0x1FF_FFFF));
    assertEquals(0, dma(2, 1));
    assertEquals("\0", buffer(1));
  }

  @Test
  void hostileAccessesDoNotThrow() {
    device.addFile("etc/one", new byte[10]);
    HostileSweep.run(0xF0C, new ManualTime(), 16, List.of(device));
  }
}
