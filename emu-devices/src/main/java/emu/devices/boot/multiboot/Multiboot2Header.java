package emu.devices.boot.multiboot;

import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The header of a multiboot 2 kernel ("The layout of Multiboot2 header").
 *
 * @param file the kernel
 * @param offset where it is in the file
 * @param length its bytes, tags and all
 */
public record Multiboot2Header(ByteView file, int offset, long length) {
  /** The header lies completely within so many bytes. */
  private static final int SEARCHED = 32768;

  private static final long MAGIC = 0xE852_50D6L;
  private static final long PROTECTED_I386 = 0;
  private static final int FIXED = 16;
  private static final int TAG = 8;

  /**
   * A tag.
   *
   * @param type which
   * @param optional whether a loader may ignore it
   * @param body what follows its first eight bytes
   */
  record Tag(int type, boolean optional, ByteView body) {}

  /** Physical address of the entry, if a tag names it. */
  public OptionalLong entry() throws BootException {
    return Multiboot2Wishes.of(this).entry();
  }

  /** The header of {@code file}, if it has one. */
  public static Optional<Multiboot2Header> find(ByteView file) throws BootException {
    int end = Math.min(file.length(), SEARCHED) - FIXED;
    for (int at = 0; at <= end; at += 8) {
      if (file.u32(at) == MAGIC) {
        long architecture = file.u32(at + 4);
        long length = file.u32(at + 8);
        boolean valid = (MAGIC + architecture + length + file.u32(at + 12) & 0xFFFF_FFFFL) == 0;
        if (valid && architecture == PROTECTED_I386) {
          return Optional.of(new Multiboot2Header(file, at, length));
        }
      }
    }
    return Optional.empty();
  }

  /** The tags up to the one that ends them. */
  List<Tag> tags() throws BootException {
    ByteView header = file.slice(offset, Math.max(length, FIXED));
    List<Tag> tags = new ArrayList<>();
    long at = FIXED;
    while (at < header.length()) {
      int type = header.u16(at);
      long size = header.u32(at + 4);
      if (size < TAG) {
        throw new BootException(
            "%s has a multiboot 2 header with a tag of type %d and %d bytes: no tag has fewer than 8"
                .formatted(file.what(), type, size));
      }
      if (type == 0) {
        return tags;
      }
      boolean optional = (header.u16(at + 2) & 1) != 0;
      tags.add(new Tag(type, optional, header.slice(at + TAG, size - TAG)));
      at += (size + 7) & -8L;
    }
    throw new BootException(
        file.what()
            + " has a multiboot 2 header without the tag that ends it: add one of type 0 and size"
            + " 8, and count it in header_length");
  }
}
