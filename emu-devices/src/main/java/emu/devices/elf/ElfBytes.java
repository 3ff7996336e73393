package emu.devices.elf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A stretch of a file, with checked little-endian reads. */
public final class ElfBytes {
  private final ByteBuffer data;
  private final String what;

  private ElfBytes(ByteBuffer data, String what) {
    this.data = data.order(ByteOrder.LITTLE_ENDIAN);
    this.what = what;
  }

  /** All of {@code data}; {@code what} is what it is, for messages ("the kernel vmlinux"). */
  public static ElfBytes of(ByteBuffer data, String what) {
    return new ElfBytes(data.duplicate().clear(), what);
  }

  /** Its bytes, from position 0 to the limit; not to be written. */
  public ByteBuffer buffer() {
    return data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** How many bytes there are. */
  public int size() {
    return data.limit();
  }

  /** What it is, for messages. */
  String what() {
    return what;
  }

  /** The byte at {@code offset}. */
  public int u8(long offset) throws ElfException {
    return data.get(check(offset, 1)) & 0xFF;
  }

  /** Two bytes. */
  public int u16(long offset) throws ElfException {
    return data.getShort(check(offset, 2)) & 0xFFFF;
  }

  /** Four bytes. */
  public long u32(long offset) throws ElfException {
    return data.getInt(check(offset, 4)) & 0xFFFF_FFFFL;
  }

  /** Eight bytes; those above 2^63 come out negative. */
  public long u64(long offset) throws ElfException {
    return data.getLong(check(offset, 8));
  }

  /** Eight bytes if {@code wide}, else four. */
  long word(long offset, boolean wide) throws ElfException {
    return wide ? u64(offset) : u32(offset);
  }

  /** The {@code size} bytes from {@code offset} on. */
  public ElfBytes slice(long offset, long size) throws ElfException {
    return new ElfBytes(data.slice(check(offset, size), (int) size), what);
  }

  /**
   * The text at {@code offset}, which ends with a zero or with these bytes, cut after {@code most}
   * bytes.
   */
  public String string(long offset, int most) throws ElfException {
    int from = check(offset, 0);
    int end = from;
    while (end < size() && end - from < most && data.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - from];
    data.get(from, text);
    return new String(text, UTF_8);
  }

  private int check(long offset, long size) throws ElfException {
    if (offset < 0 || size < 0 || offset > size() - size) {
      throw new ElfException(
          what
              + " is cut short or damaged: its header points past its end of "
              + size()
              + " bytes; get the file again");
    }
    return (int) offset;
  }
}
