package emu.devices.boot.check;

import emu.devices.elf.ElfException;
import emu.devices.elf.ElfNote;
import java.util.HexFormat;

/**
 * A note and where it stands. That of PVH: Xen, public/elfnote.h, XEN_ELFNOTE_PHYS32_ENTRY.
 *
 * @param place the segment or section, for people
 * @param inSegment whether a program header names it, so that loaders see it
 * @param padding 4 or 8: to how many bytes its parts are padded
 * @param padded whether the alignment of its segment or section says so
 */
public record FoundNote(
    String place, boolean inSegment, int padding, boolean padded, ElfNote note) {
  private static final int XEN_ELFNOTE_PHYS32_ENTRY = 18;
  private static final int MOST_SHOWN = 24;

  /** Its value's first bytes in hexadecimal. */
  public String valueText() {
    byte[] bytes = new byte[Math.min(note.value().size(), MOST_SHOWN)];
    note.value().buffer().get(bytes);
    String more = note.value().size() > MOST_SHOWN ? " ..." : "";
    return HexFormat.ofDelimiter(" ").formatHex(bytes) + more;
  }

  boolean isOfXen() {
    return note.owner().equals("Xen") && note.ownerSize() == 4;
  }

  boolean isOfPvhType() {
    return note.type() == XEN_ELFNOTE_PHYS32_ENTRY;
  }

  /** Whether it is right but for where it points. */
  public boolean isPvh() {
    return isOfXen() && isOfPvhType() && entry() >= 0;
  }

  /** The physical address in its value; -1 if it is none of 32 bits. */
  public long entry() {
    try {
      long entry =
          switch (note.value().size()) {
            case 4 -> note.value().u32(0);
            case 8 -> note.value().u64(0);
            default -> -1;
          };
      return entry >>> 32 == 0 ? entry : -1;
    } catch (ElfException e) {
      throw new IllegalStateException("the bytes are there", e);
    }
  }
}
