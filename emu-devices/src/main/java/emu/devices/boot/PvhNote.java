package emu.devices.boot;

import emu.devices.elf.ElfBytes;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.ElfNote;
import emu.devices.elf.ElfSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finds the note that makes a kernel a PVH kernel: owner "Xen", type XEN_ELFNOTE_PHYS32_ENTRY, a
 * physical address of 4 or 8 bytes. Xen, public/elfnote.h.
 */
final class PvhNote {
  private static final int XEN_ELFNOTE_PHYS32_ENTRY = 18;

  private PvhNote() {}

  static OptionalLong find(ElfFile elf) throws ElfException, BootException {
    for (ElfSegment segment : elf.segments()) {
      if (segment.type() == ElfSegment.PT_NOTE) {
        for (ElfNote note : notes(elf.bytes(segment), segment.alignment())) {
          if (isPvh(note)) {
            return OptionalLong.of(entry(note.value(), elf.what()));
          }
        }
      }
    }
    return OptionalLong.empty();
  }

  /** With 8, loaders differ in what they take as padding. */
  private static List<ElfNote> notes(ElfBytes bytes, long alignment) {
    List<ElfNote> notes = new ArrayList<>(ElfNote.readAll(bytes, alignment));
    if (alignment == 8) {
      notes.addAll(ElfNote.readAll(bytes, 4));
    }
    return notes;
  }

  private static boolean isPvh(ElfNote note) {
    return note.type() == XEN_ELFNOTE_PHYS32_ENTRY
        && note.owner().equals("Xen")
        && note.ownerSize() == 4;
  }

  private static long entry(ElfBytes value, String what) throws ElfException, BootException {
    long entry =
        switch (value.size()) {
          case 4 -> value.u32(0);
          case 8 -> value.u64(0);
          default -> -1;
        };
    if (entry < 0 || entry > 0xFFFF_FFFFL) {
      throw new BootException(
          what + " is damaged: its PVH note holds no 32-bit address; get the file again");
    }
    return entry;
  }
}
