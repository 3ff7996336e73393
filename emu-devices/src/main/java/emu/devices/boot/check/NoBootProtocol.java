package emu.devices.boot.check;

import java.util.List;

/** {@link FindingKind#NO_BOOT_PROTOCOL}. */
final class NoBootProtocol implements Rule {
  private static final String CURE =
      "add the PVH note: a section .note.Xen with owner \"Xen\", type 18 and the 32-bit physical"
          + " address of a 32-bit entry, and a PT_NOTE program header for it"
          + " (docs/boot-your-own-kernel.md)";

  @Override
  public List<Finding> check(Subject kernel) {
    boolean tried =
        kernel.segmentNotes().stream().anyMatch(note -> note.isOfXen() || note.isOfPvhType())
            || kernel.sectionNotes().stream()
                .anyMatch(note -> note.isOfXen() || note.isOfPvhType());
    if (kernel.pvhNote().isPresent() || tried) {
      return List.of();
    }
    if (kernel.header().wide()) {
      return List.of(
          FindingKind.NO_BOOT_PROTOCOL.warning(
              "it has no PVH note: it is entered like a 64-bit Linux, in 64-bit mode at its entry"
                  + " address, and QEMU refuses it",
              CURE));
    }
    return List.of(
        FindingKind.NO_BOOT_PROTOCOL.error(
            "nothing in it says how to enter it: it has no PVH note", CURE));
  }
}
