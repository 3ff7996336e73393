package emu.devices.elf;

/** Reads a DWARF section from front to back. DWARF 5, section 7. */
final class DwarfReader {
  private final ElfBytes bytes;
  private final long start;
  private long at;

  DwarfReader(ElfBytes bytes) {
    this(bytes, 0);
  }

  private DwarfReader(ElfBytes bytes, long start) {
    this.bytes = bytes;
    this.start = start;
  }

  /** Offset in the section. */
  long absolutePosition() {
    return start + at;
  }

  long remaining() {
    return bytes.size() - at;
  }

  void skip(long count) throws ElfException {
    bytes.slice(at, count);
    at += count;
  }

  /** The next {@code size} bytes, which are passed over. */
  DwarfReader part(long size) throws ElfException {
    DwarfReader part = new DwarfReader(bytes.slice(at, size), start + at);
    at += size;
    return part;
  }

  int u8() throws ElfException {
    int value = bytes.u8(at);
    at++;
    return value;
  }

  int s8() throws ElfException {
    return (byte) u8();
  }

  /** An unsigned number of 1 to 8 bytes. */
  long unsigned(int size) throws ElfException {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) u8() << 8 * i;
    }
    return value;
  }

  /** An unsigned LEB128; bits above 2^64 are lost. */
  long uleb() throws ElfException {
    long value = 0;
    int shift = 0;
    int b;
    do {
      b = u8();
      value |= shift < 64 ? (long) (b & 0x7F) << shift : 0;
      shift += 7;
    } while (b >= 0x80);
    return value;
  }

  /** A signed LEB128. */
  long sleb() throws ElfException {
    long value = 0;
    int shift = 0;
    int b;
    do {
      b = u8();
      value |= shift < 64 ? (long) (b & 0x7F) << shift : 0;
      shift += 7;
    } while (b >= 0x80);
    return shift < 64 && (b & 0x40) != 0 ? value | -1L << shift : value;
  }

  /** Passes over a text and its terminating zero; returns whether it was "". */
  boolean skipString() throws ElfException {
    boolean empty = true;
    while (u8() != 0) {
      empty = false;
    }
    return empty;
  }
}
