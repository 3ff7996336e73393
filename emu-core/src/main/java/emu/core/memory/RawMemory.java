package emu.core.memory;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import java.util.Arrays;
import java.util.Objects;
import jdk.internal.misc.Unsafe;

/**
 * Memory outside the Java heap, the one place where the project reaches it without bounds checks.
 *
 * <p>Invariant: every address given to {@link #load}, {@link #store} and the copies was made by
 * {@link #address} for the bytes in question, or lies in a page so obtained. Only whole pages enter
 * the TLB and no access crosses a page, so a checked call of {@code address} stands behind every
 * unchecked access. Values are little-endian, as the guest's are. The TLB's own table, an array, is
 * read here too: its index is masked, and needs no check either.
 *
 * <p>With the system property {@value #CHECKED_PROPERTY} set to true every access is checked
 * against the blocks that live, as {@link RawMemoryChecks} says; the tests run so.
 *
 * <p>The host's pages are not touched before the guest's: a chunk is cleared when its address is
 * first asked for, because a host is free to hand out memory that is not zero.
 */
public final class RawMemory implements Hashed, AutoCloseable {
  /** Name of the system property that turns the checks on. */
  public static final String CHECKED_PROPERTY = "emu.memory.checked";

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /**
   * Whether the host loads and stores as the guest does: at any address, low byte first. C1 knows
   * only the plain methods of Unsafe.
   */
  private static final boolean PLAIN = UNSAFE.unalignedAccess() && !UNSAFE.isBigEndian();

  private static final boolean CHECKED = Boolean.getBoolean(CHECKED_PROPERTY);
  private static final int CHUNK_SHIFT = 14;
  private static final int CHUNK = 1 << CHUNK_SHIFT;

  private final long block;
  private final long base;
  private final long bytes;
  private final boolean[] touched;
  private boolean closed;

  private RawMemory(long block, long bytes) {
    this.block = block;
    this.base = (block + 4095) & -4096L;
    this.bytes = bytes;
    this.touched = new boolean[(int) ((bytes + CHUNK - 1) >>> CHUNK_SHIFT)];
  }

  /** Reserves {@code bytes} of zeros. */
  public static RawMemory allocate(long bytes) {
    long rounded = (bytes + CHUNK - 1) & -CHUNK;
    RawMemory memory = new RawMemory(UNSAFE.allocateMemory(rounded + 4096), bytes);
    if (CHECKED) {
      RawMemoryChecks.opened(memory.base, bytes);
    }
    return memory;
  }

  /**
   * Host address of {@code length} bytes (at most a page, not crossing one) from {@code offset}.
   *
   * @throws IndexOutOfBoundsException if they are not all inside
   */
  public long address(long offset, int length) {
    if (closed || offset < 0 || offset + length > bytes) {
      throw new IndexOutOfBoundsException("bytes " + offset + "+" + length + " of " + bytes);
    }
    int chunk = (int) (offset >>> CHUNK_SHIFT);
    if (!touched[chunk]) {
      UNSAFE.setMemory(base + ((long) chunk << CHUNK_SHIFT), CHUNK, (byte) 0);
      touched[chunk] = true;
    }
    return base + offset;
  }

  /** How many bytes there are. */
  public long bytes() {
    return bytes;
  }

  /**
   * Copies {@code length} bytes from {@code offset} to {@code target}, for threads other than the
   * machine's: what the guest writes at the same time may be seen in part. After {@link #close}
   * there are only zeros.
   *
   * @throws IndexOutOfBoundsException if they are not all inside
   */
  public synchronized void peek(long offset, byte[] target, int from, int length) {
    checkArray(target, from, length);
    Objects.checkFromIndexSize(offset, length, bytes);
    for (int done = 0; done < length; ) {
      long at = offset + done;
      int part = Math.min(length - done, CHUNK - (int) (at & (CHUNK - 1)));
      if (!closed && touched[(int) (at >>> CHUNK_SHIFT)]) {
        copyOut(base + at, target, from + done, part);
      } else {
        Arrays.fill(target, from + done, from + done + part, (byte) 0);
      }
      done += part;
    }
  }

  /** Bytes whose host memory may be resident: those of the chunks that were asked for. */
  long touchedBytes() {
    long chunks = 0;
    for (boolean chunk : touched) {
      chunks += chunk ? 1 : 0;
    }
    return chunks << CHUNK_SHIFT;
  }

  void fill(long offset, byte[] source, int from, int length) {
    for (int done = 0; done < length; ) {
      int part = Math.min(length - done, CHUNK - (int) ((offset + done) & (CHUNK - 1)));
      copyIn(address(offset + done, part), source, from + done, part);
      done += part;
    }
  }

  /** Loads {@code size} (1, 2, 4 or 8) bytes, zero-extended. */
  public static long load(long address, int size) {
    return switch (size) {
      case 1 -> load8(address);
      case 2 -> load16(address);
      case 4 -> load32(address);
      default -> load64(address);
    };
  }

  /** Stores the low {@code size} (1, 2, 4 or 8) bytes of {@code value}. */
  public static void store(long address, int size, long value) {
    switch (size) {
      case 1 -> store8(address, (byte) value);
      case 2 -> store16(address, (short) value);
      case 4 -> store32(address, (int) value);
      default -> store64(address, value);
    }
  }

  /** Loads a byte, zero-extended. */
  public static int load8(long address) {
    if (CHECKED) {
      RawMemoryChecks.access(address, 1);
    }
    return UNSAFE.getByte(address) & 0xFF;
  }

  /** Loads two bytes, zero-extended. */
  public static int load16(long address) {
    if (CHECKED) {
      RawMemoryChecks.access(address, 2);
    }
    return getShort(address) & 0xFFFF;
  }

  /** Loads four bytes, zero-extended. */
  public static long load32(long address) {
    if (CHECKED) {
      RawMemoryChecks.access(address, 4);
    }
    return getInt(address) & 0xFFFF_FFFFL;
  }

  /** Loads eight bytes. */
  public static long load64(long address) {
    if (CHECKED) {
      RawMemoryChecks.access(address, 8);
    }
    return getLong(address);
  }

  /**
   * Loads the long that lies {@code at} bytes from the first of {@code array}: one that exists, as
   * the caller's arithmetic has it. Spares the check of the index.
   */
  public static long load64(long[] array, long at) {
    if (CHECKED) {
      RawMemoryChecks.element(array, at);
    }
    return UNSAFE.getLong(array, Unsafe.ARRAY_LONG_BASE_OFFSET + at);
  }

  /** Stores a byte. */
  public static void store8(long address, byte value) {
    if (CHECKED) {
      RawMemoryChecks.access(address, 1);
    }
    UNSAFE.putByte(address, value);
  }

  /** Stores two bytes. */
  public static void store16(long address, short value) {
    if (CHECKED) {
      RawMemoryChecks.access(address, 2);
    }
    putShort(address, value);
  }

  /** Stores four bytes. */
  public static void store32(long address, int value) {
    if (CHECKED) {
      RawMemoryChecks.access(address, 4);
    }
    putInt(address, value);
  }

  /** Stores eight bytes. */
  public static void store64(long address, long value) {
    if (CHECKED) {
      RawMemoryChecks.access(address, 8);
    }
    putLong(address, value);
  }

  private static short getShort(long address) {
    return PLAIN ? UNSAFE.getShort(address) : UNSAFE.getShortUnaligned(null, address, false);
  }

  private static int getInt(long address) {
    return PLAIN ? UNSAFE.getInt(address) : UNSAFE.getIntUnaligned(null, address, false);
  }

  private static long getLong(long address) {
    return PLAIN ? UNSAFE.getLong(address) : UNSAFE.getLongUnaligned(null, address, false);
  }

  private static void putShort(long address, short value) {
    if (PLAIN) {
      UNSAFE.putShort(address, value);
    } else {
      UNSAFE.putShortUnaligned(null, address, value, false);
    }
  }

  private static void putInt(long address, int value) {
    if (PLAIN) {
      UNSAFE.putInt(address, value);
    } else {
      UNSAFE.putIntUnaligned(null, address, value, false);
    }
  }

  private static void putLong(long address, long value) {
    if (PLAIN) {
      UNSAFE.putLong(address, value);
    } else {
      UNSAFE.putLongUnaligned(null, address, value, false);
    }
  }

  /** Copies {@code length} bytes to {@code target}. */
  public static void copyOut(long address, byte[] target, int from, int length) {
    if (CHECKED) {
      RawMemoryChecks.range(address, length);
    }
    checkArray(target, from, length);
    UNSAFE.copyMemory(null, address, target, Unsafe.ARRAY_BYTE_BASE_OFFSET + from, length);
  }

  /** Copies {@code length} bytes from {@code source}. */
  public static void copyIn(long address, byte[] source, int from, int length) {
    if (CHECKED) {
      RawMemoryChecks.range(address, length);
    }
    checkArray(source, from, length);
    UNSAFE.copyMemory(source, Unsafe.ARRAY_BYTE_BASE_OFFSET + from, null, address, length);
  }

  /**
   * Copies {@code length} bytes inside raw memory; the ranges may overlap, as those of {@code
   * memmove} may.
   */
  public static void copy(long from, long to, long length) {
    if (CHECKED) {
      RawMemoryChecks.range(from, length);
      RawMemoryChecks.range(to, length);
    }
    UNSAFE.copyMemory(from, to, length);
  }

  /** Fills {@code length} bytes. */
  public static void fill(long address, long length, byte value) {
    if (CHECKED) {
      RawMemoryChecks.range(address, length);
    }
    UNSAFE.setMemory(address, length, value);
  }

  private static void checkArray(byte[] array, int from, int length) {
    if (from < 0 || length < 0 || from > array.length - length) {
      throw new IndexOutOfBoundsException("bytes " + from + "+" + length + " of " + array.length);
    }
  }

  /**
   * Offset of the first of the {@code length} bytes from {@code offset}, multiples of 8 that do not
   * cross a page, at which an aligned word differs from the same of {@code other}; -1 if none does.
   */
  long firstDifference(RawMemory other, long offset, int length) {
    int chunk = (int) (offset >>> CHUNK_SHIFT);
    if (touched[chunk] || other.touched[chunk]) {
      long here = address(offset, length);
      long there = other.address(offset, length);
      for (int at = 0; at < length; at += 8) {
        if (load64(here + at) != load64(there + at)) {
          return offset + at;
        }
      }
    }
    return -1;
  }

  /** Adds all bytes; a chunk of zeros counts the same whether it was touched or not. */
  @Override
  public void hashInto(StateHash hash) {
    for (int index = 0; index < touched.length; index++) {
      if (!touched[index]) {
        continue;
      }
      int length = (int) Math.min(CHUNK, bytes - ((long) index << CHUNK_SHIFT));
      long sum = 0;
      for (int at = 0; at < length; at += 8) {
        sum = sum * 0x9E37_79B9_7F4A_7C15L + load64(base + ((long) index << CHUNK_SHIFT) + at);
      }
      if (sum != 0) {
        hash.add(index).add(sum);
      }
    }
  }

  /** Gives the memory back; no address obtained from it may be used any more. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      if (CHECKED) {
        RawMemoryChecks.closed(base);
      }
      UNSAFE.freeMemory(block);
    }
  }
}
