package emu.core.memory;

import emu.core.bus.BusDevice;
import emu.core.bus.BusObserver;
import emu.core.debug.Described;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The physical address space: RAM with the hole below 4 GiB, ROM, and memory and registers of
 * devices.
 *
 * <p>RAM lies below {@link #HOLE_START} and, what is left of it, from 4 GiB on. It costs the host
 * nothing before it is touched. Accesses here are those of devices, loaders and page walks; the
 * processor's own loads and stores go through its TLB, which asks {@link #readablePage} and {@link
 * #writablePage} once a page. A write from anywhere to a page that holds decoded code tells the
 * {@link CodeWatch}, and so does a change of what is mapped. Addresses that nothing answers read as
 * ones and ignore writes.
 */
public final class PhysicalMemory implements Hashed, Described, AutoCloseable {
  /** Bytes in a page. */
  public static final int PAGE = 4096;

  /** End of low RAM at the most; from here to 4 GiB is the room of PCI, APICs and firmware. */
  public static final long HOLE_START = 0xC000_0000L;

  /** Where the RAM that does not fit below the hole begins. */
  public static final long HIGH_START = 0x1_0000_0000L;

  private static final int PAGE_SHIFT = 12;

  /** Flag of a page of RAM: code was decoded from it. */
  private static final byte CODE = 1;

  /** Flag of a page of RAM: a {@link LateFill} may not have filled it yet. */
  private static final byte LATE = 2;

  /** Flag of a page of RAM: reads go to what is mapped over some of it. */
  private static final byte READ_COVERED = 4;

  /** Flag of a page of RAM: writes go to what is mapped over some of it. */
  private static final byte WRITE_COVERED = 8;

  /** Flag of a page of RAM: it is read whatever is mapped over it. */
  private static final byte READ_SHADOW = 16;

  /** Flag of a page of RAM: it is written whatever is mapped over it. */
  private static final byte WRITE_SHADOW = 32;

  private final RawMemory ram;
  private final long ramBytes;
  private final long lowEnd;
  private final long highEnd;
  private final byte[] pageFlags;
  private final Regions regions = new Regions();
  private final List<LateFill> lateFills = new ArrayList<>();
  private final List<RawMemory> roms = new ArrayList<>();
  private CodeWatch codeWatch = (address, length) -> {};
  private Runnable mappingChanged = () -> {};

  /** Pages of memory other than RAM from which code was decoded. */
  private final Set<Long> codeOutsideRam = new HashSet<>();

  /**
   * Makes a space with {@code ramBytes} of RAM.
   *
   * @throws IllegalArgumentException if that is not a positive multiple of the page size
   */
  public PhysicalMemory(long ramBytes) {
    if (ramBytes <= 0 || ramBytes % PAGE != 0) {
      throw new IllegalArgumentException(
          "RAM of " + ramBytes + " bytes is not a positive multiple of " + PAGE);
    }
    this.ramBytes = ramBytes;
    this.ram = RawMemory.allocate(ramBytes);
    this.lowEnd = Math.min(ramBytes, HOLE_START);
    this.highEnd = HIGH_START + (ramBytes - lowEnd);
    this.pageFlags = new byte[(int) (ramBytes >>> PAGE_SHIFT)];
  }

  /** Bytes of RAM. */
  public long ramBytes() {
    return ramBytes;
  }

  /** Bytes of RAM that the host may have had to provide: what was touched, in whole chunks. */
  public long touchedBytes() {
    return ram.touchedBytes();
  }

  /** End of the RAM below the hole. */
  public long lowRamEnd() {
    return lowEnd;
  }

  /** End of the RAM above 4 GiB; {@link #HIGH_START} if there is none. */
  public long highRamEnd() {
    return highEnd;
  }

  /** Whether all of {@code length} bytes at {@code address} are RAM with nothing mapped over it. */
  public boolean isRam(long address, long length) {
    long end = address + length;
    boolean inside =
        address >= 0
            && length >= 0
            && end >= address
            && (end <= lowEnd || (address >= HIGH_START && end <= highEnd));
    if (!inside) {
      return false;
    }
    return regions.overlapping(address, end).stream()
        .noneMatch(
            region -> isCovered(Math.max(address, region.start()), Math.min(end, region.end())));
  }

  private boolean isCovered(long start, long end) {
    for (long page = start & -PAGE; page < end; page += PAGE) {
      if ((pageFlags[(int) (ramOffset(page) >>> PAGE_SHIFT)] & (READ_COVERED | WRITE_COVERED))
          != 0) {
        return true;
      }
    }
    return false;
  }

  /** Maps {@code size} bytes of device registers from {@code start}, over whatever was there. */
  public void mapDevice(long start, long size, BusDevice device) {
    map(Region.of(start, size, device));
  }

  /**
   * Maps {@code image}, a whole number of pages, from page-aligned {@code start} as read-only
   * memory.
   */
  public void mapRom(long start, byte[] image) {
    mapRom(start, romOf(image), 0, image.length);
  }

  /**
   * Makes read-only memory of {@code image}, a whole number of pages, to be mapped; it is given
   * back with this.
   */
  public RawMemory romOf(byte[] image) {
    RawMemory rom = RawMemory.allocate(image.length);
    rom.fill(0, image, 0, image.length);
    roms.add(rom);
    return rom;
  }

  /**
   * Maps {@code length} bytes of {@code rom} from {@code offset} at {@code start}, all multiples of
   * the page size, as read-only memory.
   */
  public void mapRom(long start, RawMemory rom, long offset, long length) {
    map(Region.of(start, length, rom, offset, false));
  }

  /**
   * Maps a device's {@code memory}, a whole number of pages, at page-aligned {@code start}, over
   * whatever was there. The processor reads and writes it as directly as RAM.
   *
   * <p>The device owns the memory: it unmaps it, or outlives this, before it closes it.
   *
   * <p>Deviation: code that runs from there is not told of writes that do not come through its
   * address here, but through the device's other registers.
   */
  public void mapRam(long start, RawMemory memory) {
    map(Region.of(start, memory.bytes(), memory, 0, true));
  }

  /** Removes all that {@code device} answers to. */
  public void unmapDevice(BusDevice device) {
    unmap(region -> region.device() == device);
  }

  /** Removes {@code memory} from wherever it is mapped. */
  public void unmap(RawMemory memory) {
    unmap(region -> region.memory() == memory);
  }

  private void map(Region region) {
    regions.add(region);
    changed(region.start(), region.end());
  }

  private void unmap(Predicate<Region> which) {
    regions.remove(which).forEach(region -> changed(region.start(), region.end()));
  }

  /**
   * Has RAM come before what is mapped over it, for reads, writes, or both; what is not RAM stays
   * as it is.
   *
   * @param start a multiple of the page size
   * @param length the same
   */
  public void setShadow(long start, long length, boolean read, boolean write) {
    byte shadow = (byte) ((read ? READ_SHADOW : 0) | (write ? WRITE_SHADOW : 0));
    boolean different = false;
    for (long page = start; page < start + length; page += PAGE) {
      long offset = ramOffset(page);
      if (offset >= 0) {
        int index = (int) (offset >>> PAGE_SHIFT);
        byte flags = (byte) (pageFlags[index] & ~(READ_SHADOW | WRITE_SHADOW) | shadow);
        different |= flags != pageFlags[index];
        pageFlags[index] = flags;
      }
    }
    if (different) {
      changed(start, start + length);
    }
  }

  /**
   * Calls {@code listener} after each change of what is mapped: who keeps addresses of pages has to
   * forget them.
   */
  public void onMappingChanged(Runnable listener) {
    mappingChanged = listener;
  }

  private void changed(long start, long end) {
    if (start < lowEnd || end > HIGH_START) {
      for (long page = start & -PAGE; page < end; page += PAGE) {
        markCovered(page);
      }
    }
    codeWatch.mappingChanged(start & -PAGE, end);
    mappingChanged.run();
  }

  private void markCovered(long page) {
    long offset = ramOffset(page);
    if (offset < 0) {
      return;
    }
    int index = (int) (offset >>> PAGE_SHIFT);
    int flags = pageFlags[index] & ~(READ_COVERED | WRITE_COVERED);
    if (!regions.overlapping(page, page + PAGE).isEmpty()) {
      flags |= (flags & READ_SHADOW) == 0 ? READ_COVERED : 0;
      flags |= (flags & WRITE_SHADOW) == 0 ? WRITE_COVERED : 0;
    }
    pageFlags[index] = (byte) flags;
  }

  /**
   * Has another thread fill {@code length} bytes of RAM below the hole, from a page boundary on.
   * Whoever reads or writes one of their pages before that is done waits for it, so that nobody can
   * tell when the bytes came.
   *
   * @throws IllegalArgumentException if that is not RAM, or the address not on a page boundary
   */
  public LateFill fillLate(long address, long length) {
    if (address % PAGE != 0
        || length <= 0
        || address + length > lowEnd
        || !isRam(address, length)) {
      throw new IllegalArgumentException("no RAM to be filled at " + Long.toHexString(address));
    }
    // Chunks of the host's memory are cleared by who touches them first: the outermost may be
    // shared with bytes that are not filled.
    ram.address(address, 1);
    ram.address(address + length - 1, 1);
    for (long page = address; page < address + length; page += PAGE) {
      pageFlags[(int) (page >>> PAGE_SHIFT)] |= LATE;
    }
    LateFill fill = new LateFill(ram, address, length);
    lateFills.add(fill);
    return fill;
  }

  /** What went wrong when another thread filled RAM; null if nothing has, so far. */
  public Exception fillFailure() {
    for (LateFill fill : lateFills) {
      if (fill.failure() != null) {
        return fill.failure();
      }
    }
    return null;
  }

  private void awaitFills() {
    lateFills.forEach(LateFill::await);
    for (int page = 0; page < pageFlags.length; page++) {
      pageFlags[page] &= ~LATE;
    }
  }

  /**
   * Host address of the page of memory (RAM, ROM or a device's) that holds {@code address}, or 0 if
   * it is not memory.
   */
  public long readablePage(long address) {
    long page = address & -PAGE;
    long offset = ramOffset(page);
    if (offset >= 0) {
      int flags = pageFlags[(int) (offset >>> PAGE_SHIFT)];
      if ((flags & LATE) != 0) {
        awaitFills();
      }
      if ((flags & READ_COVERED) == 0) {
        return ram.address(offset, PAGE);
      }
    }
    Region region = regions.memoryAt(page);
    return region == null ? 0 : region.host(page);
  }

  /**
   * Host address of the page of memory that holds {@code address}, or 0 if it cannot be written, or
   * holds code, whose writes must be seen.
   */
  public long writablePage(long address) {
    long page = address & -PAGE;
    long offset = ramOffset(page);
    if (offset >= 0) {
      int flags = pageFlags[(int) (offset >>> PAGE_SHIFT)];
      if ((flags & LATE) != 0) {
        awaitFills();
      }
      if ((flags & CODE) != 0) {
        return 0;
      }
      if ((flags & WRITE_COVERED) == 0) {
        return ram.address(offset, PAGE);
      }
    }
    Region region = regions.memoryAt(page);
    boolean direct = region != null && region.writable() && !codeOutsideRam.contains(page);
    return direct ? region.host(page) : 0;
  }

  /**
   * Says whether code was decoded from the page that holds {@code address}; does nothing for what
   * is not memory.
   */
  public void setHoldsCode(long address, boolean holdsCode) {
    long offset = ramOffset(address & -PAGE);
    if (offset >= 0) {
      int page = (int) (offset >>> PAGE_SHIFT);
      pageFlags[page] = (byte) (holdsCode ? pageFlags[page] | CODE : pageFlags[page] & ~CODE);
    } else if (!holdsCode) {
      codeOutsideRam.remove(address & -PAGE);
    } else if (regions.memoryAt(address & -PAGE) != null) {
      codeOutsideRam.add(address & -PAGE);
    }
  }

  /** Tells {@code observer} of every access to what is not memory; null ends that. */
  public void observe(BusObserver observer) {
    regions.observe(observer);
  }

  /** Sends news of writes to pages that hold code to {@code watch}. */
  public void setCodeWatch(CodeWatch watch) {
    codeWatch = watch;
  }

  /** Reads {@code size} (1, 2, 4 or 8) bytes that do not cross a page, zero-extended. */
  public long read(long address, int size) {
    long page = readablePage(address);
    if (page != 0) {
      return RawMemory.load(page + (address & (PAGE - 1)), size);
    }
    return regions.read(address, size);
  }

  /**
   * Writes the low {@code size} (1, 2, 4 or 8) bytes of {@code value} so that they do not cross a
   * page.
   */
  public void write(long address, int size, long value) {
    long page = pageForWrite(address, size);
    if (page != 0) {
      RawMemory.store(page + (address & (PAGE - 1)), size, value);
    } else {
      regions.write(address, size, value);
    }
  }

  /** Copies memory out, as a device's DMA does; what is not memory reads as ones. */
  public void copyOut(long address, byte[] target, int from, int length) {
    int done = 0;
    while (done < length) {
      int part = partInPage(address + done, length - done);
      long page = readablePage(address + done);
      if (page == 0) {
        java.util.Arrays.fill(target, from + done, from + done + part, (byte) -1);
      } else {
        RawMemory.copyOut(page + ((address + done) & (PAGE - 1)), target, from + done, part);
      }
      done += part;
    }
  }

  /** Copies into memory, as a device's DMA or a loader does; what is not RAM is left alone. */
  public void copyIn(long address, byte[] source, int from, int length) {
    int done = 0;
    while (done < length) {
      int part = partInPage(address + done, length - done);
      long page = pageForWrite(address + done, part);
      if (page != 0) {
        RawMemory.copyIn(page + ((address + done) & (PAGE - 1)), source, from + done, part);
      }
      done += part;
    }
  }

  /** Copies all of {@code source} to {@code address}. */
  public void copyIn(long address, byte[] source) {
    copyIn(address, source, 0, source.length);
  }

  /**
   * The pages of RAM whose contents differ from those of {@code other}, which has as much: the
   * physical address of the first aligned word that differs in each, {@code most} of them at the
   * most.
   */
  public List<Long> differences(PhysicalMemory other, int most) {
    List<Long> found = new ArrayList<>();
    for (long offset = 0; offset < ramBytes && found.size() < most; offset += PAGE) {
      long at = ram.firstDifference(other.ram, offset, PAGE);
      if (at >= 0) {
        found.add(at < lowEnd ? at : at - lowEnd + HIGH_START);
      }
    }
    return found;
  }

  /** A line for RAM, and for each range of what is mapped over it, the uppermost first. */
  @Override
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (Region region : regions.overlapping(0, Long.MAX_VALUE)) {
      text.append(line(region.start(), region.end(), region.describe()));
    }
    text.append(line(0, lowEnd, "RAM"));
    if (highEnd > HIGH_START) {
      text.append(line(HIGH_START, highEnd, "RAM"));
    }
    return text.toString();
  }

  private static String line(long start, long end, String what) {
    return "  %012x-%012x  %s%n".formatted(start, end - 1, what);
  }

  private static int partInPage(long address, int length) {
    return (int) Math.min(length, PAGE - (address & (PAGE - 1)));
  }

  private long pageForWrite(long address, int length) {
    long page = address & -PAGE;
    long offset = ramOffset(page);
    int flags = offset < 0 ? WRITE_COVERED : pageFlags[(int) (offset >>> PAGE_SHIFT)];
    if ((flags & LATE) != 0) {
      awaitFills();
    }
    if ((flags & WRITE_COVERED) == 0) {
      if ((flags & CODE) != 0) {
        codeWatch.codeWritten(address, length);
      }
      return ram.address(offset, PAGE);
    }
    Region region = regions.memoryAt(page);
    if (region == null || !region.writable()) {
      return 0;
    }
    if ((flags & CODE) != 0 || codeOutsideRam.contains(page)) {
      codeWatch.codeWritten(address, length);
    }
    return region.host(page);
  }

  private long ramOffset(long address) {
    if (address >= 0 && address < lowEnd) {
      return address;
    }
    return address >= HIGH_START && address < highEnd ? address - HIGH_START + lowEnd : -1;
  }

  @Override
  public void hashInto(StateHash hash) {
    awaitFills();
    ram.hashInto(hash);
  }

  @Override
  public void close() {
    lateFills.forEach(LateFill::cancel);
    lateFills.forEach(LateFill::await);
    ram.close();
    roms.forEach(RawMemory::close);
  }
}
