package emu.core.memory;

import emu.core.bus.BusDevice;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import java.util.ArrayList;
import java.util.List;

/**
 * The physical address space: RAM with the hole below 4 GiB, ROM, and registers of devices.
 *
 * <p>RAM lies below {@link #HOLE_START} and, what is left of it, from 4 GiB on. It costs the host
 * nothing before it is touched. Accesses here are those of devices, loaders and page walks; the
 * processor's own loads and stores go through its TLB, which asks {@link #readablePage} and {@link
 * #writablePage} once a page. A write from anywhere to a page that holds decoded code tells the
 * {@link CodeWatch}. Addresses that nothing answers read as ones and ignore writes.
 */
public final class PhysicalMemory implements Hashed, AutoCloseable {
  /** Bytes in a page. */
  public static final int PAGE = 4096;

  /** End of low RAM at the most; from here to 4 GiB is the room of PCI, APICs and firmware. */
  public static final long HOLE_START = 0xC000_0000L;

  /** Where the RAM that does not fit below the hole begins. */
  public static final long HIGH_START = 0x1_0000_0000L;

  private static final int PAGE_SHIFT = 12;

  /** Flag of a page of RAM: code was decoded from it. */
  private static final byte CODE = 1;

  /** Flag of a page of RAM: a device or ROM is mapped over some of it. */
  private static final byte COVERED = 2;

  /** Flag of a page of RAM: a {@link LateFill} may not have filled it yet. */
  private static final byte LATE = 4;

  private final RawMemory ram;
  private final long ramBytes;
  private final long lowEnd;
  private final long highEnd;
  private final byte[] pageFlags;
  private final List<Region> regions = new ArrayList<>();
  private final List<LateFill> lateFills = new ArrayList<>();
  private CodeWatch codeWatch = (address, length) -> {};

  private record Region(long start, long end, BusDevice device, RawMemory rom) {
    boolean contains(long address) {
      return address >= start && address < end;
    }
  }

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
    for (Region region : regions) {
      if (address < region.end && end > region.start) {
        return false;
      }
    }
    return true;
  }

  /** Maps {@code size} bytes of device registers from {@code start}, over whatever was there. */
  public void mapDevice(long start, long size, BusDevice device) {
    regions.addFirst(new Region(start, start + size, device, null));
    markCovered();
  }

  /**
   * Maps {@code image}, a whole number of pages, from page-aligned {@code start} as read-only
   * memory.
   */
  public void mapRom(long start, byte[] image) {
    if (start % PAGE != 0 || image.length % PAGE != 0) {
      throw new IllegalArgumentException("a ROM is a whole number of pages on a page boundary");
    }
    RawMemory rom = RawMemory.allocate(image.length);
    rom.fill(0, image, 0, image.length);
    regions.addFirst(new Region(start, start + image.length, null, rom));
    markCovered();
  }

  /** Removes all that {@code device} answers to. */
  public void unmapDevice(BusDevice device) {
    regions.removeIf(region -> region.device == device);
    markCovered();
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
   * Host address of the page of memory (RAM or ROM) that holds {@code address}, or 0 if it is not
   * memory.
   */
  public long readablePage(long address) {
    long page = address & -PAGE;
    long offset = ramOffset(page);
    if (offset >= 0 && (pageFlags[(int) (offset >>> PAGE_SHIFT)] & (COVERED | LATE)) == 0) {
      return ram.address(offset, PAGE);
    }
    if (offset >= 0 && (pageFlags[(int) (offset >>> PAGE_SHIFT)] & LATE) != 0) {
      awaitFills();
      return readablePage(address);
    }
    Region region = regionAt(page);
    return region == null || region.rom == null ? 0 : region.rom.address(page - region.start, PAGE);
  }

  /**
   * Host address of the page of RAM that holds {@code address}, or 0 if it is not RAM, or holds
   * code, whose writes must be seen.
   */
  public long writablePage(long address) {
    long offset = ramOffset(address & -PAGE);
    if (offset < 0) {
      return 0;
    }
    int flags = pageFlags[(int) (offset >>> PAGE_SHIFT)];
    if ((flags & LATE) != 0) {
      awaitFills();
      return writablePage(address);
    }
    return flags != 0 ? 0 : ram.address(offset, PAGE);
  }

  /**
   * Says whether code was decoded from the page that holds {@code address}; does nothing for what
   * is not RAM.
   */
  public void setHoldsCode(long address, boolean holdsCode) {
    long offset = ramOffset(address & -PAGE);
    if (offset >= 0) {
      int page = (int) (offset >>> PAGE_SHIFT);
      pageFlags[page] = (byte) (holdsCode ? pageFlags[page] | CODE : pageFlags[page] & ~CODE);
    }
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
    Region region = regionAt(address);
    long ones = -1L >>> (64 - size * 8);
    return region == null || region.device == null
        ? ones
        : region.device.read(address - region.start, size) & ones;
  }

  /**
   * Writes the low {@code size} (1, 2, 4 or 8) bytes of {@code value} so that they do not cross a
   * page.
   */
  public void write(long address, int size, long value) {
    long page = pageForWrite(address, size);
    if (page != 0) {
      RawMemory.store(page + (address & (PAGE - 1)), size, value);
      return;
    }
    Region region = regionAt(address);
    if (region != null && region.device != null) {
      region.device.write(address - region.start, size, value & (-1L >>> (64 - size * 8)));
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

  private static int partInPage(long address, int length) {
    return (int) Math.min(length, PAGE - (address & (PAGE - 1)));
  }

  private long pageForWrite(long address, int length) {
    long offset = ramOffset(address & -PAGE);
    if (offset < 0) {
      return 0;
    }
    int flags = pageFlags[(int) (offset >>> PAGE_SHIFT)];
    if ((flags & LATE) != 0) {
      awaitFills();
    }
    if ((flags & COVERED) != 0) {
      return 0;
    }
    if ((flags & CODE) != 0) {
      codeWatch.codeWritten(address, length);
    }
    return ram.address(offset, PAGE);
  }

  private void markCovered() {
    for (int page = 0; page < pageFlags.length; page++) {
      pageFlags[page] &= ~COVERED;
    }
    for (Region region : regions) {
      for (long page = region.start & -PAGE; page < region.end; page += PAGE) {
        long offset = ramOffset(page);
        if (offset >= 0) {
          pageFlags[(int) (offset >>> PAGE_SHIFT)] |= COVERED;
        }
      }
    }
  }

  private Region regionAt(long address) {
    for (int i = 0; i < regions.size(); i++) {
      Region region = regions.get(i);
      if (region.contains(address)) {
        return region;
      }
    }
    return null;
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
    for (Region region : regions) {
      if (region.rom != null) {
        region.rom.close();
      }
    }
  }
}
