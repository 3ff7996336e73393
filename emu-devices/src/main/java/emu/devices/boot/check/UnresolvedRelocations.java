package emu.devices.boot.check;

import emu.devices.elf.ElfException;
import emu.devices.elf.ElfHeader;
import emu.devices.elf.ElfSection;
import emu.devices.elf.Relocation;
import java.util.List;
import java.util.Optional;

/** {@link FindingKind#UNRESOLVED_RELOCATIONS}. */
final class UnresolvedRelocations implements Rule {
  private static final String CURE =
      "link with -no-pie (ld: without -pie and -shared) and compile with -fno-pie; with ld"
          + " --emit-relocs the sections stay out of memory and do no harm; in Rust -C"
          + " relocation-model=static";

  @Override
  public List<Finding> check(Subject kernel) throws ElfException {
    if (kernel.header().type() == ElfHeader.ET_REL) {
      return List.of();
    }
    Optional<ElfSection> table =
        kernel.sections().stream()
            .filter(section ->
                section.isAllocated()
                    && section.size() != 0
                    && (section.type() == ElfSection.SHT_RELA
                        || section.type() == ElfSection.SHT_REL))
            .findFirst();
    if (table.isEmpty()) {
      return List.of();
    }
    List<Relocation> relocations = Relocation.readAll(kernel.elf(), table.get());
    if (relocations.isEmpty()) {
      return List.of();
    }
    long first = relocations.getFirst().offset();
    return List.of(
        FindingKind.UNRESOLVED_RELOCATIONS.error(
            "%,d relocations in %s are left to a dynamic linker, the first for 0x%x%s: a kernel has"
                    .formatted(
                        relocations.size(),
                        table.get().name(),
                        first,
                        kernel.names().describe(first).map(name -> " (" + name + ")").orElse(""))
                + " none, and these addresses stay wrong",
            CURE));
  }
}
