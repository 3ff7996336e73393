package emu.devices.vga;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.memory.RawMemory;
import java.util.Arrays;

/**
 * The adapter's memory, in two views: bytes one after the other, as the linear framebuffer has
 * them, and words of 32 bits, in which plane p of the VGA has bits 8p to 8p+7.
 */
final class VideoMemory implements Hashed, AutoCloseable {
  private static final int PAGE = 4096;

  private final RawMemory memory;
  private final int bytes;

  /** Makes memory of {@code bytes} zeros, a power of two of at least 64 KiB. */
  VideoMemory(int bytes) {
    this.bytes = bytes;
    this.memory = RawMemory.allocate(bytes);
  }

  int bytes() {
    return bytes;
  }

  /** Words in all. */
  int words() {
    return bytes >>> 2;
  }

  RawMemory raw() {
    return memory;
  }

  /** The four planes at {@code index}, modulo the size. */
  int word(int index) {
    return (int) RawMemory.load32(memory.address((index & words() - 1) << 2, 4));
  }

  /** Sets the four planes at {@code index}, modulo the size. */
  void setWord(int index, int value) {
    RawMemory.store32(memory.address((index & words() - 1) << 2, 4), value);
  }

  /** Reads {@code size} bytes (1, 2, 4 or 8) at {@code offset} modulo the size. */
  long read(int offset, int size) {
    int at = offset & bytes - 1;
    if (isInPage(at, size)) {
      return RawMemory.load(memory.address(at, size), size);
    }
    int half = size / 2;
    return read(at, half) | read(at + half, half) << (half * 8);
  }

  /** Writes {@code size} bytes, as {@link #read} reads them. */
  void write(int offset, int size, long value) {
    int at = offset & bytes - 1;
    if (isInPage(at, size)) {
      RawMemory.store(memory.address(at, size), size, value);
    } else {
      int half = size / 2;
      write(at, half, value);
      write(at + half, half, value >>> (half * 8));
    }
  }

  private static boolean isInPage(int offset, int size) {
    return (offset & PAGE - 1) + size <= PAGE;
  }

  /** Sets the first {@code length} bytes to 0, at the most all. */
  void clear(long length) {
    int end = (int) Math.min(length, bytes);
    for (int at = 0; at < end; at += PAGE) {
      int part = Math.min(PAGE, end - at);
      RawMemory.fill(memory.address(at, part), part, (byte) 0);
    }
  }

  /**
   * Copies {@code length} bytes from {@code offset} on for a viewer, on any thread; what lies past
   * the end is 0.
   */
  void peek(long offset, byte[] target, int length) {
    int inside = Math.clamp(bytes - offset, 0, length);
    if (inside > 0) {
      memory.peek(offset, target, 0, inside);
    }
    Arrays.fill(target, inside, length, (byte) 0);
  }

  @Override
  public void hashInto(StateHash hash) {
    memory.hashInto(hash);
  }

  @Override
  public void close() {
    memory.close();
  }
}
