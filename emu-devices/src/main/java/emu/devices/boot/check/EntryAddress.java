package emu.devices.boot.check;

import emu.devices.boot.Sizes;
import emu.devices.elf.ElfSegment;
import java.util.List;
import java.util.Optional;

/**
 * {@link FindingKind#ENTRY_ZERO} and {@link FindingKind#ENTRY_OUTSIDE_CODE}. PVH does not use the
 * entry of the ELF header.
 */
final class EntryAddress implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    if (kernel.loads().isEmpty()) {
      return List.of();
    }
    long entry = kernel.header().entry();
    boolean used = kernel.entryPoint().map(EntryPoint::protocol).orElse("").equals("linux64");
    if (entry == 0) {
      String cure =
          "write ENTRY(_start) in the linker script (or ld -e _start), with _start global: .globl"
              + " _start in assembly, not static in C, #[no_mangle] pub extern \"C\" in Rust";
      String cause = "its entry address is 0: the linker found no entry symbol";
      return List.of(
          used
              ? FindingKind.ENTRY_ZERO.error(cause, cure)
              : FindingKind.ENTRY_ZERO.warning(cause + " (PVH enters by the note)", cure));
    }
    if (kernel.hasCodeAt(entry)) {
      return List.of();
    }
    Optional<ElfSegment> virtual =
        kernel.loads().stream().filter(segment -> segment.coversVirtual(entry)).findFirst();
    if (virtual.isPresent() && virtual.get().isExecutable() && !used) {
      return List.of(); // A virtual address, as linkers write it.
    }
    return List.of(outside(entry, used, virtual));
  }

  private static Finding outside(long entry, boolean used, Optional<ElfSegment> virtual) {
    String cause =
        "its entry address "
            + Sizes.hex(entry)
            + (virtual.isPresent()
                ? virtual.get().isExecutable()
                    ? " is virtual, and it is entered without paging at physical addresses"
                    : " lies in segment " + virtual.get().index() + ", which is not executable"
                : " lies in no executable segment");
    String cure =
        virtual.isPresent() && virtual.get().isExecutable()
            ? "let ENTRY name a symbol of the physical address: phys_start = _start - OFFSET; in"
                + " the linker script"
            : "let ENTRY name a function in .text, and place its section in an executable segment";
    return used
        ? FindingKind.ENTRY_OUTSIDE_CODE.error(cause, cure)
        : FindingKind.ENTRY_OUTSIDE_CODE.warning(cause, cure);
  }
}
