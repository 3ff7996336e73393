package emu.devices.boot.multiboot;

import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import java.util.Optional;

/**
 * The header of a multiboot 1 kernel ("OS image format").
 *
 * @param file the kernel
 * @param offset where it is in the file
 * @param flags its flags
 */
public record Multiboot1Header(ByteView file, int offset, long flags) {
  /** The header lies completely within so many bytes. */
  private static final int SEARCHED = 8192;

  private static final long MAGIC = 0x1BAD_B002L;

  /** Bytes of a header without its optional fields. */
  public static final int LEAST = 12;

  private static final long PAGE_ALIGN = 1;
  private static final long MEMORY_INFO = 1 << 1;
  private static final long VIDEO_MODE = 1 << 2;
  private static final long REQUIREMENTS = 0xFFFF;
  private static final long ADDRESSES = 1 << 16;

  private static final int HEADER_ADDR = 12;
  private static final int LOAD_ADDR = 16;
  private static final int LOAD_END_ADDR = 20;
  private static final int BSS_END_ADDR = 24;
  private static final int ENTRY_ADDR = 28;
  private static final int MODE_TYPE = 32;
  private static final int WIDTH = 36;
  private static final int HEIGHT = 40;
  private static final int DEPTH = 44;

  /** The header of {@code file}, if it has one. */
  public static Optional<Multiboot1Header> find(ByteView file) throws BootException {
    int end = Math.min(file.length(), SEARCHED) - LEAST;
    for (int at = 0; at <= end; at += 4) {
      if (file.u32(at) == MAGIC) {
        long flags = file.u32(at + 4);
        if ((MAGIC + flags + file.u32(at + 8) & 0xFFFF_FFFFL) == 0) {
          return Optional.of(new Multiboot1Header(file, at, flags));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the header itself says what goes where. */
  public boolean hasAddresses() {
    return (flags & ADDRESSES) != 0;
  }

  /** Sees to it that nothing is required that is unknown. */
  public void checkRequirements() throws BootException {
    long unknown = flags & REQUIREMENTS & ~(PAGE_ALIGN | MEMORY_INFO | VIDEO_MODE);
    if (unknown != 0) {
      throw new BootException(
          "%s has a multiboot header that requires what the specification does not know, flags 0x%x:"
                  .formatted(file.what(), unknown)
              + " clear them");
    }
  }

  AoutImage image() throws BootException {
    return AoutImage.of(
        file,
        offset,
        field(HEADER_ADDR),
        field(LOAD_ADDR),
        field(LOAD_END_ADDR),
        field(BSS_END_ADDR));
  }

  /** Physical address of the entry, if it has addresses. */
  public long entry() throws BootException {
    return field(ENTRY_ADDR);
  }

  /** What it wants to see on the screen. */
  Optional<VideoRequest> video() throws BootException {
    if ((flags & VIDEO_MODE) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new VideoRequest(field(MODE_TYPE) == 1, field(WIDTH), field(HEIGHT), field(DEPTH)));
  }

  private long field(int at) throws BootException {
    return file.u32((long) offset + at);
  }
}
