package emu.devices.boot.linux;

import emu.devices.boot.BootData;
import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import emu.devices.boot.GuestLayout;
import emu.devices.boot.MemoryMapEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The boot_params of Linux, its "zero page". Linux, Documentation/arch/x86/zero-page.rst and
 * boot.rst.
 */
public final class ZeroPage {
  /** The setup header may reach from 0x1F1 up to here. */
  public static final int HEADER_END = 0x290;

  private static final int SIZE = 4096;
  private static final int ACPI_RSDP_ADDR = 0x070;
  private static final int E820_ENTRIES = 0x1E8;
  private static final int VID_MODE = 0x1FA;
  private static final int TYPE_OF_LOADER = 0x210;
  private static final int CODE32_START = 0x214;
  private static final int RAMDISK_IMAGE = 0x218;
  private static final int RAMDISK_SIZE = 0x21C;
  private static final int CMD_LINE_PTR = 0x228;
  private static final int E820_TABLE = 0x2D0;

  private static final int E820_ENTRY = 20;
  private static final int E820_MAX = 128;
  private static final short NORMAL_VIDEO_MODE = (short) 0xFFFF;
  private static final byte UNDEFINED_LOADER = (byte) 0xFF;

  private ZeroPage() {}

  /**
   * The setup header for a kernel that came without one, as an ELF file: protocol 2.12, loaded
   * high.
   */
  public static ByteView headerForElf() {
    byte[] header = new byte[HEADER_END - BzImage.HEADER_START];
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    fields.putShort(0x1FE - BzImage.HEADER_START, (short) 0xAA55);
    fields.putInt(0x202 - BzImage.HEADER_START, 0x5372_6448); // "HdrS"
    fields.putShort(0x206 - BzImage.HEADER_START, (short) 0x020C);
    fields.put(0x211 - BzImage.HEADER_START, (byte) 1);
    return ByteView.of(header, "the setup header");
  }

  /**
   * Writes the page and returns its address, for RSI.
   *
   * @param header the setup header of a bzImage, or an empty one
   * @param kernel where the kernel was loaded, below 4 GiB
   */
  public static long write(GuestLayout layout, ByteView header, long kernel, BootData data)
      throws BootException {
    if (layout.map().size() > E820_MAX) {
      throw new IllegalArgumentException("a memory map of " + layout.map().size() + " entries");
    }
    ByteBuffer page = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    page.put(BzImage.HEADER_START, header.data(), header.from(), header.length());
    ScreenInfo.of(layout).ifPresent(screen -> screen.write(page));
    page.putLong(ACPI_RSDP_ADDR, data.rsdp());
    page.putShort(VID_MODE, NORMAL_VIDEO_MODE);
    page.put(TYPE_OF_LOADER, UNDEFINED_LOADER);
    page.putInt(CODE32_START, (int) kernel);
    page.putInt(RAMDISK_IMAGE, (int) data.initrd());
    page.putInt(RAMDISK_SIZE, (int) data.initrdLength());
    page.putInt(CMD_LINE_PTR, (int) data.commandLine());
    page.put(E820_ENTRIES, (byte) layout.map().size());
    int at = E820_TABLE;
    for (MemoryMapEntry entry : layout.map()) {
      page.putLong(at, entry.start())
          .putLong(at + 8, entry.length())
          .putInt(at + 16, entry.type().code());
      at += E820_ENTRY;
    }
    long address = layout.allocateLow(SIZE, SIZE, "the zero page");
    layout.write(address, page.array());
    return address;
  }
}
