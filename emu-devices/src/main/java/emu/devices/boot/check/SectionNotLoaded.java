package emu.devices.boot.check;

import emu.devices.elf.ElfSection;
import java.util.List;

/** {@link FindingKind#SECTION_NOT_LOADED}. */
final class SectionNotLoaded implements Rule {
  private static final int SHF_TLS = 0x400;

  @Override
  public List<Finding> check(Subject kernel) {
    if (kernel.loads().isEmpty()) {
      return List.of();
    }
    return kernel.sections().stream()
        .filter(section -> mustBeInMemory(section) && !isInMemory(kernel, section))
        .limit(1)
        .map(section -> finding(section))
        .toList();
  }

  private static boolean mustBeInMemory(ElfSection section) {
    return section.isAllocated()
        && section.size() != 0
        && section.type() != ElfSection.SHT_NOTE
        && (section.flags() & SHF_TLS) == 0;
  }

  private static boolean isInMemory(Subject kernel, ElfSection section) {
    return kernel.loads().stream()
        .anyMatch(segment ->
            segment.coversVirtual(section.address())
                && segment.coversVirtual(section.address() + section.size() - 1));
  }

  private static Finding finding(ElfSection section) {
    String cause =
        "section %s at 0x%x (%,d bytes) lies in no segment to load"
            .formatted(section.name(), section.address(), section.size());
    String cure =
        "name it in the linker script and, if that has PHDRS, end its line with :text or :data;"
            + " for .bss, *(.bss .bss.*) *(COMMON) go last in the data segment";
    // Without code or data of its own it may be something that only debuggers read.
    boolean fatal = section.isExecutable() || (section.flags() & ElfSection.SHF_WRITE) != 0;
    return fatal
        ? FindingKind.SECTION_NOT_LOADED.error(cause, cure)
        : FindingKind.SECTION_NOT_LOADED.warning(cause, cure);
  }
}
