package emu.devices.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The GDT and the page tables that the processor runs on until the kernel brings its own. */
public final class CpuTables {
  /** __BOOT_CS of Linux. */
  public static final int CODE_SELECTOR = 0x10;

  /** __BOOT_DS of Linux. */
  public static final int DATA_SELECTOR = 0x18;

  /** Size of the GDT less one. */
  public static final int GDT_LIMIT = 4 * 8 - 1;

  // SDM 3A 3.4.5: base 0, limit 4 GiB, DPL 0, accessed.
  private static final long CODE_32 = 0x00CF_9B00_0000_FFFFL;
  private static final long CODE_64 = 0x00AF_9B00_0000_FFFFL;
  private static final long DATA = 0x00CF_9300_0000_FFFFL;

  // SDM 3A 4.5: 2 MiB pages.
  private static final int TABLE = 4096;
  private static final int ENTRIES = 512;
  private static final long PRESENT_WRITABLE = 3;
  private static final long PAGE_SIZE = 1 << 7;
  private static final int LARGE_PAGE_SHIFT = 21;
  private static final int GIBIBYTES = 4;

  private CpuTables() {}

  /**
   * Writes a GDT with a flat code segment, 64-bit or 32-bit, and a flat data segment; returns its
   * address.
   */
  public static long writeGdt(GuestLayout layout, boolean code64) throws BootException {
    ByteBuffer gdt = ByteBuffer.allocate(GDT_LIMIT + 1).order(ByteOrder.LITTLE_ENDIAN);
    gdt.putLong(CODE_SELECTOR, code64 ? CODE_64 : CODE_32).putLong(DATA_SELECTOR, DATA);
    long address = layout.allocateLow(gdt.capacity(), 8, "the GDT");
    layout.write(address, gdt.array());
    return address;
  }

  /** Writes page tables that map the low 4 GiB to themselves; returns the address of the PML4. */
  public static long writeIdentityMap(GuestLayout layout) throws BootException {
    ByteBuffer tables = ByteBuffer.allocate((2 + GIBIBYTES) * TABLE).order(ByteOrder.LITTLE_ENDIAN);
    long address = layout.allocateLow(tables.capacity(), TABLE, "the page tables");
    tables.putLong(address + TABLE | PRESENT_WRITABLE);
    for (int i = 0; i < GIBIBYTES; i++) {
      tables.putLong(TABLE + i * 8, address + (2L + i) * TABLE | PRESENT_WRITABLE);
    }
    for (int i = 0; i < GIBIBYTES * ENTRIES; i++) {
      tables.putLong(
          2 * TABLE + i * 8, (long) i << LARGE_PAGE_SHIFT | PAGE_SIZE | PRESENT_WRITABLE);
    }
    layout.write(address, tables.array());
    return address;
  }
}
