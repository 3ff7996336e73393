package emu.devices.boot;

import java.util.List;
import java.util.OptionalLong;

/**
 * Finds the note that makes a kernel a PVH kernel: owner "Xen", type XEN_ELFNOTE_PHYS32_ENTRY, a
 * physical address of 4 or 8 bytes. Xen, public/elfnote.h. Notes are padded to 4 bytes, also in
 * 64-bit files.
 */
final class PvhNote {
  private static final int XEN_ELFNOTE_PHYS32_ENTRY = 18;
  private static final int HEADER = 12;

  private PvhNote() {}

  static OptionalLong find(List<ElfSegment> segments) throws BootException {
    for (ElfSegment segment : segments) {
      if (segment.type() == ElfSegment.PT_NOTE) {
        OptionalLong entry = find(segment.file());
        if (entry.isPresent()) {
          return entry;
        }
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong find(ByteView notes) throws BootException {
    long at = 0;
    while (at <= notes.length() - HEADER) {
      long nameSize = notes.u32(at);
      long valueSize = notes.u32(at + 4);
      long type = notes.u32(at + 8);
      ByteView name = notes.slice(at + HEADER, nameSize);
      long valueAt = at + HEADER + padded(nameSize);
      ByteView value = notes.slice(Math.min(valueAt, notes.length()), valueSize);
      if (type == XEN_ELFNOTE_PHYS32_ENTRY && nameSize == 4 && name.startsWith("Xen\0")) {
        return OptionalLong.of(entry(value));
      }
      at = valueAt + padded(valueSize);
    }
    return OptionalLong.empty();
  }

  private static long entry(ByteView value) throws BootException {
    long entry =
        switch (value.length()) {
          case 4 -> value.u32(0);
          case 8 -> value.u64(0);
          default -> -1;
        };
    if (entry < 0 || entry > 0xFFFF_FFFFL) {
      throw new BootException(
          value.what() + " is damaged: its PVH note holds no 32-bit address; get the file again");
    }
    return entry;
  }

  private static long padded(long size) {
    return (size + 3) & -4L;
  }
}
