package emu.devices.boot.check;

import emu.devices.boot.Sizes;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfSegment;
import java.util.List;
import java.util.Optional;

/**
 * {@link FindingKind#ENTRY_ZERO} and {@link FindingKind#ENTRY_OUTSIDE_CODE}: fatal if the kernel is
 * entered there, which PVH and the addresses of a multiboot header make unnecessary.
 */
final class EntryAddress implements Rule {
  @Override
  public List<Finding> check(Subject kernel) throws ElfException {
    if (kernel.loads().isEmpty()) {
      return List.of();
    }
    long entry = Entries.physicalEntry(kernel.elf());
    boolean used =
        kernel.entryPoint().isPresent()
            && kernel.pvhNote().isEmpty()
            && kernel.entryPoint().get().address() == entry;
    if (kernel.header().entry() == 0) {
      return List.of(zero(used));
    }
    return kernel.hasCodeAt(entry) ? List.of() : List.of(outside(kernel, entry, used));
  }

  private static Finding zero(boolean used) {
    String cause = "its entry address is 0: the linker found no entry symbol";
    String cure =
        "write ENTRY(_start) in the linker script (or ld -e _start), with _start global: .globl"
            + " _start in assembly, not static in C, #[no_mangle] pub extern \"C\" in Rust";
    return used
        ? FindingKind.ENTRY_ZERO.error(cause, cure)
        : FindingKind.ENTRY_ZERO.warning(cause, cure);
  }

  private static Finding outside(Subject kernel, long entry, boolean used) {
    Optional<ElfSegment> there =
        kernel.loads().stream().filter(segment -> segment.coversPhysical(entry)).findFirst();
    String cause =
        "its entry address "
            + Sizes.hex(kernel.header().entry())
            + there
                .map(segment ->
                    segment.isExecutable()
                        ? " lies behind the file's bytes"
                        : " lies in segment " + segment.index() + ", which is not executable")
                .orElse(" lies in no executable segment");
    String cure =
        "let ENTRY name a function in .text, and place its section in an executable segment";
    return used
        ? FindingKind.ENTRY_OUTSIDE_CODE.error(cause, cure)
        : FindingKind.ENTRY_OUTSIDE_CODE.warning(cause, cure);
  }
}
