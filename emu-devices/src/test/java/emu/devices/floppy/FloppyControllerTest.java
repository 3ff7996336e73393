package emu.devices.floppy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.BusDevice;
import emu.core.bus.DmaChannel;
import emu.core.debug.StateHash;
import emu.devices.storage.Drive;
import emu.devices.storage.MemoryDisk;
import emu.devices.testing.HostileSweep;
import emu.devices.testing.ManualTime;
import emu.devices.testing.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands of the 82077AA as Linux's driver gives them. */
class FloppyControllerTest {
  private static final int DOR = 2;
  private static final int MSR = 4;
  private static final int FIFO = 5;

  private static final int READ = 0xE6;
  private static final int WRITE = 0xC5;

  private final byte[] contents = contents();
  private final MemoryDisk disk = MemoryDisk.ofDisk(contents);
  private final Drive drive = new Drive(Drive.Kind.FLOPPY, disk);
  private final ManualTime time = new ManualTime();
  private final Wire interrupt = new Wire();
  private final Memory memory = new Memory();
  private final FloppyController controller =
      new FloppyController(
          time.events(), interrupt, memory, List.of(Optional.of(drive), Optional.empty()));
  private final BusDevice ports = controller.registers();
  private final BusDevice input = controller.inputRegister();

  private static byte[] contents() {
    byte[] bytes = new byte[2880 * 512];
    new SplittableRandom(5).nextBytes(bytes);
    return bytes;
  }

  /** A DMA channel that moves {@code left} bytes to or from an array. */
  private static final class Memory implements DmaChannel {
    private byte[] bytes = new byte[0];
    private int at;

    void allow(byte[] newBytes) {
      bytes = newBytes;
      at = 0;
    }

    @Override
    public int toMemory(byte[] source, int from, int length) {
      int part = Math.min(length, bytes.length - at);
      System.arraycopy(source, from, bytes, at, part);
      at += part;
      return part;
    }

    @Override
    public int fromMemory(byte[] target, int from, int length) {
      int part = Math.min(length, bytes.length - at);
      System.arraycopy(bytes, at, target, from, part);
      at += part;
      return part;
    }

    @Override
    public boolean reachedTerminalCount() {
      return at == bytes.length;
    }
  }

  @BeforeEach
  void start() {
    ports.write(DOR, 1, 0x1C);
    time.run(1_000_000);
    assertTrue(interrupt.level(), "after the reset");
    for (int unit = 0; unit < 4; unit++) {
      assertArrayEquals(new int[] {0xC0 | unit, 0}, command(2, 0x08));
    }
    assertArrayEquals(new int[] {0x80}, command(1, 0x08));
    input.write(0, 1, 0);
  }

  /** Gives a command and reads {@code results} bytes, when they have come. */
  private int[] command(int results, int... bytes) {
    for (int value : bytes) {
      assertEquals(0x80, ports.read(MSR, 1) & 0xC0);
      ports.write(FIFO, 1, value);
    }
    time.run(2_000_000);
    int[] result = new int[results];
    for (int i = 0; i < results; i++) {
      assertEquals(0xD0, ports.read(MSR, 1));
      result[i] = (int) ports.read(FIFO, 1);
    }
    assertEquals(0x80, ports.read(MSR, 1));
    return result;
  }

  private byte[] sectors(int first, int count) {
    return Arrays.copyOfRange(contents, first * 512, (first + count) * 512);
  }

  @Test
  void isAn82077() {
    assertArrayEquals(new int[] {0x90}, command(1, 0x10));
    assertEquals(10, command(10, 0x0E).length);
    assertArrayEquals(new int[] {0x80}, command(1, 0x18), "no part ID");
    assertArrayEquals(new int[] {0x10}, command(1, 0x94));
    assertArrayEquals(new int[] {0x00}, command(1, 0x14));
    command(0, 0x13, 0, 0x1A, 0);
    command(0, 0x12, 0);
    command(0, 0x03, 0xDF, 0x02);
  }

  @Test
  void seeks() {
    command(0, 0x0F, 0, 20);
    assertTrue(interrupt.level());
    assertArrayEquals(new int[] {0x20, 20}, command(2, 0x08));
    assertEquals(0x28, command(1, 0x04, 0)[0]);
    command(0, 0x8F, 0, 3);
    assertArrayEquals(new int[] {0x20, 17}, command(2, 0x08));
    command(0, 0x07, 0);
    assertArrayEquals(new int[] {0x20, 0}, command(2, 0x08));
    assertEquals(0x38, command(1, 0x04, 0)[0]);
    command(0, 0x07, 1);
    assertArrayEquals(new int[] {0x71, 0}, command(2, 0x08), "there is no drive B:");
  }

  @Test
  void readsUntilTerminalCount() {
    byte[] read = new byte[3 * 512];
    memory.allow(read);
    int[] result = command(7, READ, 0, 2, 0, 17, 2, 18, 0x1B, 0xFF);
    assertArrayEquals(new int[] {0x04, 0, 0, 2, 1, 2, 2}, result);
    assertArrayEquals(sectors((2 * 2) * 18 + 16, 3), read);
    assertEquals(2, interrupt.edges(), "one for the reset, one for the result");
  }

  @Test
  void endsAtTheCylindersEnd() {
    byte[] read = new byte[40 * 512];
    memory.allow(read);
    int[] result = command(7, READ, 0, 0, 0, 1, 2, 18, 0x1B, 0xFF);
    assertArrayEquals(new int[] {0x40, 0x80, 0, 1, 0, 1, 2}, result);
    assertArrayEquals(sectors(0, 36), Arrays.copyOf(read, 36 * 512));
  }

  @Test
  void writesAndFormats() throws Exception {
    byte[] data = new byte[2 * 512];
    new SplittableRandom(6).nextBytes(data);
    memory.allow(data);
    int[] result = command(7, WRITE, 4, 5, 1, 3, 2, 18, 0x1B, 0xFF);
    assertArrayEquals(new int[] {0x04, 0, 0, 5, 1, 5, 2}, result);
    byte[] onDisk = new byte[2 * 512];
    disk.read((5 * 2 + 1) * 18 + 2, 2, onDisk, 0);
    assertArrayEquals(data, onDisk);
    memory.allow(new byte[18 * 4]);
    assertEquals(0x04, command(7, 0x4D, 4, 2, 18, 0x50, 0xF6)[0]);
    disk.read((5 * 2 + 1) * 18 + 17, 1, onDisk, 0);
    assertEquals((byte) 0xF6, onDisk[511]);
  }

  @Test
  void tellsWhatIsWrong() {
    memory.allow(new byte[512]);
    assertEquals(0x04, command(7, READ, 0, 0, 0, 19, 2, 18, 0x1B, 0xFF)[1], "no such sector");
    assertEquals(0x04, command(7, READ, 0, 80, 0, 1, 2, 18, 0x1B, 0xFF)[1], "no such cylinder");
    assertEquals(0x01, command(7, READ, 1, 0, 0, 1, 2, 18, 0x1B, 0xFF)[1], "no drive");
    input.write(0, 1, 2);
    assertEquals(0x01, command(7, READ, 0, 0, 0, 1, 2, 18, 0x1B, 0xFF)[1], "another data rate");
    assertEquals(0x40, command(7, 0x4A, 0)[0]);
    input.write(0, 1, 0);
    memory.allow(new byte[0]);
    assertEquals(0x10, command(7, READ, 0, 0, 0, 1, 2, 18, 0x1B, 0xFF)[1], "no DMA");
    assertArrayEquals(new int[] {0x04, 0, 0, 0, 1, 1, 2}, command(7, 0x4A, 4), "read ID");
  }

  @Test
  void theChangeLineFallsWhenTheHeadMoves() {
    assertEquals(0x80, input.read(0, 1), "after power-on");
    command(0, 0x0F, 0, 1);
    command(2, 0x08);
    assertEquals(0, input.read(0, 1));
    drive.change(null);
    assertEquals(0x80, input.read(0, 1));
    command(0, 0x0F, 0, 0);
    command(2, 0x08);
    assertEquals(0x80, input.read(0, 1), "there is no disk");
    drive.change(MemoryDisk.ofDisk(new byte[720 << 10]));
    command(0, 0x0F, 0, 1);
    command(2, 0x08);
    assertEquals(0, input.read(0, 1));
  }

  @Test
  void formatsBySize() {
    assertEquals(FloppyFormat.KB_360, FloppyFormat.of(720));
    assertEquals(FloppyFormat.KB_720, FloppyFormat.of(1440));
    assertEquals(FloppyFormat.MB_1_2, FloppyFormat.of(2400));
    assertEquals(FloppyFormat.MB_1_44, FloppyFormat.of(2880));
    assertEquals(FloppyFormat.MB_1_44, FloppyFormat.of(2532), "an image that was not filled up");
    assertEquals(FloppyFormat.MB_2_88, FloppyFormat.of(5760));
    assertEquals(FloppyFormat.MB_2_88, FloppyFormat.of(1 << 20));
  }

  @Test
  void hostileAccessesDoNotThrow() {
    memory.allow(new byte[1 << 20]);
    HostileSweep.run(0xF10, time, 8, List.of(ports, input));
    ports.write(DOR, 1, 0x1C);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 50_000; i++) {
      ports.write(FIFO, 1, random.nextInt(256));
      if (random.nextInt(3) == 0) {
        time.run(random.nextInt(100_000));
        ports.read(FIFO, 1);
      }
    }
    controller.hashInto(new StateHash());
  }
}
