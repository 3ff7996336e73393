package emu.devices.boot.multiboot;

import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import emu.devices.boot.GuestLayout;
import emu.devices.boot.Sizes;

/**
 * A kernel whose header says what of its file goes where ("The address fields of Multiboot header",
 * "The address tag of Multiboot2 header"), whatever the file is otherwise.
 *
 * @param bytes what of the file is loaded
 * @param address where to
 * @param memorySize bytes with what is cleared behind it
 */
record AoutImage(ByteView bytes, long address, long memorySize) {
  private static final long FROM_START_OF_FILE = 0xFFFF_FFFFL;

  /**
   * What the fields of the header at {@code offset} say.
   *
   * @param header header_addr
   * @param load load_addr; -1 in 32 bits for the start of the file
   * @param loadEnd load_end_addr, 0 for the end of the file
   * @param bssEnd bss_end_addr, 0 for none
   */
  static AoutImage of(ByteView file, int offset, long header, long load, long loadEnd, long bssEnd)
      throws BootException {
    long start = load == FROM_START_OF_FILE ? header - offset : load;
    long from = offset - (header - start);
    long size = loadEnd == 0 ? file.length() - from : loadEnd - start;
    if (start < 0 || from < 0 || size <= 0 || from > file.length() - size) {
      throw new BootException(
          file.what()
              + " has a multiboot header whose addresses contradict the file: its header_addr is "
              + Sizes.hex(header)
              + ", load_addr "
              + Sizes.hex(load)
              + " and load_end_addr "
              + Sizes.hex(loadEnd)
              + ", and the header lies at offset "
              + Sizes.hex(offset)
              + " of "
              + file.length()
              + " bytes; correct them");
    }
    long memory = bssEnd == 0 ? size : Math.max(size, bssEnd - start);
    return new AoutImage(file.slice(from, size), start, memory);
  }

  /** Puts it where it belongs. */
  void load(GuestLayout layout) throws BootException {
    layout.claim(address, memorySize, bytes.what());
    layout.write(address, bytes);
    layout.clear(address + bytes.length(), memorySize - bytes.length());
  }

  /** {@code entry}, if it is in memory that was loaded. */
  long checkedEntry(long entry) throws BootException {
    if (entry < address || entry >= address + bytes.length()) {
      throw new BootException(
          bytes.what()
              + " has a multiboot header with the entry address "
              + Sizes.hex(entry)
              + ", outside of what it loads: correct entry_addr");
    }
    return entry;
  }
}
