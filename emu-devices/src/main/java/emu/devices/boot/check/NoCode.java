package emu.devices.boot.check;

import emu.devices.elf.ElfSection;
import java.util.List;
import java.util.Optional;

/** {@link FindingKind#NO_CODE}. */
final class NoCode implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    boolean code =
        kernel.loads().stream()
            .anyMatch(segment -> segment.isExecutable() && segment.fileSize() != 0);
    if (code || kernel.loads().isEmpty()) {
      return List.of();
    }
    Optional<ElfSection> text =
        kernel.sections().stream().filter(ElfSection::isExecutable).findFirst();
    if (text.isEmpty() || text.get().size() == 0) {
      return List.of(
          FindingKind.NO_CODE.error(
              text.isEmpty()
                  ? "no segment is executable: it has no code"
                  : "its section " + text.get().name() + " is empty: it has no code",
              "see that the code is linked: name the object files on ld's command line, place"
                  + " *(.text .text.*) in the linker script, KEEP the entry's section; in Rust,"
                  + " #[no_mangle] and extern \"C\" on the entry function"));
    }
    return List.of(
        FindingKind.NO_CODE.error(
            "no segment is executable, though section " + text.get().name() + " has code",
            "give the segment of "
                + text.get().name()
                + " FLAGS(5) in PHDRS, or leave the flags to ld; in assembly say .section "
                + text.get().name()
                + ", \"ax\""));
  }
}
