package emu.devices.fwcfg;

import emu.core.bus.BusDevice;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.memory.PhysicalMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * QEMU's firmware configuration device (QEMU documentation, "QEMU Firmware Configuration (fw_cfg)
 * Device"): items of bytes by number, and files, which are items with names.
 *
 * <p>Twelve registers (ports 510h-51Bh): a 16-bit selector, which the data register shares with its
 * second byte, and from offset 4 on the address of a DMA command, big-endian. Items are read-only.
 */
public final class FwCfg implements BusDevice, Hashed {
  /** Number of registers. */
  public static final int PORTS = 12;

  /** Number of CPUs, 16 bits. */
  public static final int CPUS = 0x05;

  /** Whether to ask the user what to boot, 16 bits. */
  public static final int BOOT_MENU = 0x0E;

  /** Most CPUs there can be, 16 bits. */
  public static final int MOST_CPUS = 0x0F;

  /** Whether the timer comes in at pin 2 of the I/O APIC, 32 bits. */
  public static final int TIMER_OVERRIDE = 0x8002;

  private static final int SIGNATURE = 0x00;
  private static final int FEATURES = 0x01;
  private static final int DIRECTORY = 0x19;
  private static final int FIRST_FILE = 0x20;

  private static final int FEATURE_DATA_PORT = 1;
  private static final int FEATURE_DMA = 2;

  private static final int SELECTOR = 0;
  private static final int DATA = 1;
  private static final int DMA_HIGH = 4;
  private static final int DMA_LOW = 8;
  private static final long DMA_SIGNATURE = 0x51454D5520434647L; // "QEMU CFG"

  private static final int NAME_LENGTH = 56;
  private static final int DIRECTORY_ENTRY = 64;

  private static final int DMA_ERROR = 1;
  private static final int DMA_READ = 1 << 1;
  private static final int DMA_SKIP = 1 << 2;
  private static final int DMA_SELECT = 1 << 3;
  private static final int DMA_WRITE = 1 << 4;
  private static final int DMA_COMMAND = 16;

  /** The longest transfer that is done; no item is as long. */
  private static final int LONGEST_TRANSFER = 32 << 20;

  private final PhysicalMemory memory;
  private final Map<Integer, byte[]> items = new HashMap<>();
  private final List<String> files = new ArrayList<>();
  private int selected;
  private int position;
  private int dmaHigh;

  /** A device without files that reads and writes {@code memory} by DMA. */
  public FwCfg(PhysicalMemory memory) {
    this.memory = memory;
    items.put(SIGNATURE, "QEMU".getBytes(StandardCharsets.US_ASCII));
    add(FEATURES, 4, FEATURE_DATA_PORT | FEATURE_DMA);
  }

  /** Adds item {@code key} (16 bits): {@code size} bytes of {@code value}, little-endian. */
  public void add(int key, int size, long value) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (value >> 8 * i);
    }
    items.put(key, bytes);
  }

  /**
   * Adds a file.
   *
   * @param name its path, up to 55 characters of ASCII
   */
  public void addFile(String name, byte[] content) {
    if (name.length() >= NAME_LENGTH) {
      throw new IllegalArgumentException(name + " is too long");
    }
    items.put(FIRST_FILE + files.size(), content);
    files.add(name);
    items.put(DIRECTORY, directory());
  }

  private byte[] directory() {
    ByteBuffer entries = ByteBuffer.allocate(4 + files.size() * DIRECTORY_ENTRY);
    entries.putInt(files.size());
    for (int i = 0; i < files.size(); i++) {
      entries.position(4 + i * DIRECTORY_ENTRY);
      entries.putInt(items.get(FIRST_FILE + i).length);
      entries.putShort((short) (FIRST_FILE + i));
      entries.putShort((short) 0);
      entries.put(files.get(i).getBytes(StandardCharsets.US_ASCII));
    }
    return entries.array();
  }

  private byte[] item() {
    return items.getOrDefault(selected, new byte[0]);
  }

  @Override
  public long read(long offset, int size) {
    if (offset == DATA && size == 1) {
      return readData();
    }
    if (offset >= DMA_HIGH && offset + size <= PORTS) {
      // Big-endian: the first port has the highest byte.
      long bytes = Long.reverseBytes(DMA_SIGNATURE) >>> 8 * (offset - DMA_HIGH);
      return bytes & -1L >>> 64 - 8 * size;
    }
    return -1;
  }

  /** What lies behind an item's end reads as zeros. */
  private int readData() {
    byte[] item = item();
    return position < item.length ? item[position++] & 0xFF : 0;
  }

  @Override
  public void write(long offset, int size, long value) {
    if (offset == SELECTOR && size == 2) {
      select((int) value & 0xFFFF);
    } else if (offset == DMA_HIGH && size == 4) {
      dmaHigh = Integer.reverseBytes((int) value);
    } else if (offset == DMA_LOW && size == 4) {
      int low = Integer.reverseBytes((int) value);
      transfer((long) dmaHigh << 32 | Integer.toUnsignedLong(low));
      dmaHigh = 0;
    }
  }

  private void select(int key) {
    selected = key;
    position = 0;
  }

  private void transfer(long address) {
    byte[] command = new byte[DMA_COMMAND];
    memory.copyOut(address, command, 0, DMA_COMMAND);
    ByteBuffer fields = ByteBuffer.wrap(command);
    int control = fields.getInt();
    long length = Integer.toUnsignedLong(fields.getInt());
    long buffer = fields.getLong();
    if ((control & DMA_SELECT) != 0) {
      select(control >>> 16);
    }
    boolean done = length <= LONGEST_TRANSFER && (control & DMA_WRITE) == 0;
    if (done && (control & DMA_READ) != 0) {
      copyOut(buffer, (int) length);
    } else if (done && (control & DMA_SKIP) != 0) {
      position = (int) Math.min(position + length, item().length);
    }
    memory.copyIn(address, new byte[] {0, 0, 0, (byte) (done ? 0 : DMA_ERROR)});
  }

  private void copyOut(long buffer, int length) {
    byte[] item = item();
    int there = Math.min(length, item.length - position);
    memory.copyIn(buffer, item, position, there);
    memory.copyIn(buffer + there, new byte[length - there]);
    position += there;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(selected).add(position).add(dmaHigh);
  }
}
