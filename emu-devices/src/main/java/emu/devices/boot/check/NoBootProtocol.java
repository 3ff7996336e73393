package emu.devices.boot.check;

import java.util.List;

/** {@link FindingKind#NO_BOOT_PROTOCOL}. */
final class NoBootProtocol implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    boolean tried = NoteRules.all(kernel).anyMatch(note -> note.isOfXen() || note.isOfPvhType());
    boolean told = !new MultibootHeader().check(kernel).isEmpty();
    boolean cut = !new FileCutShort().check(kernel).isEmpty();
    if (kernel.entryPoint().isPresent() || tried || told || cut || kernel.loads().isEmpty()) {
      return List.of();
    }
    return List.of(
        FindingKind.NO_BOOT_PROTOCOL.error(
            "nothing in it says how to enter it: it has neither a PVH note nor a multiboot header",
            "add the PVH note: a section .note.Xen with owner \"Xen\", type 18 and the physical"
                + " address of a 32-bit entry, and a PT_NOTE program header for it"
                + " (docs/boot-your-own-kernel.md); or start it at its ELF entry with --protocol"
                + " elf"));
  }
}
