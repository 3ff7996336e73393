package emu.devices.elf;

import java.util.ArrayList;
import java.util.List;

/**
 * A note (gABI, "Note Section"): who defined it, what it is, and a value.
 *
 * @param owner its name, without the terminating zero
 * @param ownerSize n_namesz, which counts that zero
 * @param type n_type, as the owner defines
 * @param value n_descsz bytes
 */
public record ElfNote(String owner, int ownerSize, long type, ElfBytes value) {
  private static final int HEADER = 12;
  private static final int MOST_OWNER = 256;

  /**
   * The notes in {@code bytes}, up to the first that is damaged.
   *
   * @param alignment of the segment or section: 8 pads owner and value to 8 bytes, all else to 4,
   *     as compilers and linkers do whatever the gABI says of 64-bit files
   */
  public static List<ElfNote> readAll(ElfBytes bytes, long alignment) {
    int pad = alignment == 8 ? 8 : 4;
    List<ElfNote> notes = new ArrayList<>();
    long at = 0;
    try {
      while (at <= bytes.size() - HEADER) {
        long ownerSize = bytes.u32(at);
        long valueSize = bytes.u32(at + 4);
        ElfBytes owner = bytes.slice(at + HEADER, ownerSize);
        long valueAt = padded(at + HEADER + ownerSize, pad);
        ElfBytes value = bytes.slice(valueSize == 0 ? 0 : valueAt, valueSize);
        notes.add(
            new ElfNote(owner.string(0, MOST_OWNER), (int) ownerSize, bytes.u32(at + 8), value));
        at = padded(valueAt + valueSize, pad);
      }
    } catch (ElfException e) {
      return notes;
    }
    return notes;
  }

  private static long padded(long size, int pad) {
    return (size + pad - 1) & -pad;
  }
}
