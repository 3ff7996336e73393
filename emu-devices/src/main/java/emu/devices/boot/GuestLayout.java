package emu.devices.boot;

import emu.core.memory.LateFill;
import emu.core.memory.PhysicalMemory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where in the guest's RAM everything goes; hands out each byte once and never one that the memory
 * map keeps from the guest.
 */
public final class GuestLayout {
  /**
   * Boot data starts here: above the BIOS data area and whatever a BIOS keeps in the first 64 KiB.
   */
  public static final long LOWEST = 0x1_0000;

  private static final long EXTENDED_MEMORY = 0x10_0000;

  private static final int PIECE = 1 << 16;

  private final PhysicalMemory memory;
  private final List<MemoryMapEntry> map;
  private final TreeMap<Long, Long> free = new TreeMap<>(); // start to end
  private long claimsEnd = EXTENDED_MEMORY;

  /**
   * Starts with all RAM of {@code map} free.
   *
   * @throws IllegalArgumentException if {@code map} calls RAM what is not RAM in {@code memory}
   */
  public GuestLayout(PhysicalMemory memory, List<MemoryMapEntry> map) {
    this.memory = memory;
    this.map = List.copyOf(map);
    for (MemoryMapEntry entry : map) {
      if (entry.type() == MemoryMapEntry.Type.RAM) {
        add(entry.start(), entry.end());
      }
    }
    for (MemoryMapEntry entry : map) {
      if (entry.type() != MemoryMapEntry.Type.RAM) {
        remove(entry.start(), entry.end());
      }
    }
    free.forEach((start, end) -> {
      if (!memory.isRam(start, end - start)) {
        throw new IllegalArgumentException("the memory map calls " + Sizes.hex(start) + " RAM");
      }
    });
  }

  public List<MemoryMapEntry> map() {
    return map;
  }

  /** What lies in {@code size} bytes of memory at {@code address}. */
  public long read(long address, int size) {
    return memory.read(address, size);
  }

  /** Bytes of RAM the machine has. */
  public long ramBytes() {
    return memory.ramBytes();
  }

  /**
   * Takes {@code length} bytes at {@code start}, below 4 GiB.
   *
   * @param what what goes there, for messages
   */
  public void claim(long start, long length, String what) throws BootException {
    require(start, length, what);
    remove(start, start + length);
    claimsEnd = Math.max(claimsEnd, start + length);
  }

  /** Sees to it that {@link #claim} would succeed. */
  public void require(long start, long length, String what) throws BootException {
    if (!isFree(start, length)) {
      throw noMemoryAt(start, start + length, what);
    }
  }

  /** Whether {@link #claim} would succeed. */
  public boolean isFree(long start, long length) {
    long end = start + length;
    Map.Entry<Long, Long> range = start < 0 ? null : free.floorEntry(start);
    return length >= 0
        && end >= start
        && end <= PhysicalMemory.HOLE_START
        && range != null
        && range.getValue() >= end;
  }

  private BootException noMemoryAt(long start, long end, String what) {
    boolean moreWouldHelp =
        start >= 0 && end > memory.lowRamEnd() && end >= start && end <= PhysicalMemory.HOLE_START;
    if (moreWouldHelp) {
      return new BootException(
          what
              + " needs memory up to "
              + Sizes.text(end)
              + " and the machine has "
              + Sizes.text(memory.ramBytes())
              + ": give it more with -m");
    }
    return new BootException(
        what
            + " wants the memory from "
            + Sizes.hex(start)
            + " to "
            + Sizes.hex(end)
            + ", which this machine does not have or needs for something else: check that it is a"
            + " kernel for a PC");
  }

  /**
   * Takes {@code length} bytes as low as they fit on a multiple of {@code alignment}, below 4 GiB.
   */
  public long allocateLow(long length, long alignment, String what) throws BootException {
    return allocate(LOWEST, PhysicalMemory.HOLE_START, length, alignment, what);
  }

  /**
   * Takes {@code length} bytes on a page boundary above 1 MiB and above all that was claimed, as
   * low as they fit, below 4 GiB.
   */
  public long allocateAboveClaims(long length, String what) throws BootException {
    return allocate(claimsEnd, PhysicalMemory.HOLE_START, length, PhysicalMemory.PAGE, what);
  }

  /**
   * Takes {@code length} bytes on a multiple of {@code alignment}, from {@code lowest} on, as low
   * as they fit, ending at or below {@code limit}.
   */
  public long allocate(long lowest, long limit, long length, long alignment, String what)
      throws BootException {
    long start = findLow(lowest, limit, length, alignment, what);
    remove(start, start + length);
    return start;
  }

  /** Where {@link #allocate} would put it. */
  public long findLow(long lowest, long limit, long length, long alignment, String what)
      throws BootException {
    for (Map.Entry<Long, Long> range : free.entrySet()) {
      long start = (Math.max(range.getKey(), lowest) + alignment - 1) & -alignment;
      if (start >= 0 && start <= Math.min(range.getValue(), limit) - length) {
        return start;
      }
    }
    throw noRoom(length, what);
  }

  /** The same, as high as it fits. */
  public long findHigh(long lowest, long limit, long length, long alignment, String what)
      throws BootException {
    for (Map.Entry<Long, Long> range : free.descendingMap().entrySet()) {
      long start = (Math.min(range.getValue(), limit) - length) & -alignment;
      if (start >= Math.max(range.getKey(), lowest)) {
        return start;
      }
    }
    throw noRoom(length, what);
  }

  /**
   * Takes {@code length} bytes as high as they fit on a page boundary, ending at or below {@code
   * limit}.
   */
  public long allocateHigh(long length, long limit, String what) throws BootException {
    long start = findHigh(LOWEST, limit, length, PhysicalMemory.PAGE, what);
    remove(start, start + length);
    return start;
  }

  private BootException noRoom(long length, String what) {
    return new BootException(
        "the machine's "
            + Sizes.text(memory.ramBytes())
            + " of memory have no room for "
            + what
            + " of "
            + Sizes.text(length)
            + " beside the rest: give it more with -m");
  }

  /** Copies bytes to an address that was taken before. */
  public void write(long address, byte[] bytes, int from, int length) {
    memory.copyIn(address, bytes, from, length);
  }

  /** Copies all of {@code bytes} to an address that was taken before. */
  public void write(long address, byte[] bytes) {
    memory.copyIn(address, bytes);
  }

  /** Copies a stretch of a file to an address that was taken before. */
  public void write(long address, ByteView bytes) {
    byte[] piece = new byte[Math.min(bytes.length(), PIECE)];
    for (int done = 0; done < bytes.length(); done += piece.length) {
      int count = Math.min(piece.length, bytes.length() - done);
      bytes.copy(done, piece, count);
      memory.copyIn(address + done, piece, 0, count);
    }
  }

  /** Has another thread fill memory that was taken before, page-aligned and with bytes. */
  public LateFill fillLate(long address, long length) {
    return memory.fillLate(address, length);
  }

  /** Clears memory that was taken before; after a reboot it holds what the guest left. */
  public void clear(long address, long length) {
    byte[] zeros = new byte[(int) Math.min(length, PIECE)];
    for (long done = 0; done < length; done += zeros.length) {
      memory.copyIn(address + done, zeros, 0, (int) Math.min(zeros.length, length - done));
    }
  }

  private void add(long start, long end) {
    Map.Entry<Long, Long> before = free.floorEntry(end);
    long from = start;
    long to = end;
    while (before != null && before.getValue() >= from) {
      from = Math.min(from, before.getKey());
      to = Math.max(to, before.getValue());
      free.remove(before.getKey());
      before = free.floorEntry(to);
    }
    free.put(from, to);
  }

  private void remove(long start, long end) {
    Map.Entry<Long, Long> range = free.lowerEntry(end);
    while (range != null && range.getValue() > start) {
      free.remove(range.getKey());
      if (range.getKey() < start) {
        free.put(range.getKey(), start);
      }
      if (range.getValue() > end) {
        free.put(end, range.getValue());
      }
      range = free.lowerEntry(start);
    }
  }
}
