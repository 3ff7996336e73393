package emu.devices.boot.check;

import emu.devices.elf.ElfException;
import emu.devices.elf.ElfHeader;
import emu.devices.elf.ElfSegment;
import emu.devices.elf.Symbol;
import java.util.List;

/**
 * {@link FindingKind#OBJECT_FILE}, {@link FindingKind#KERNEL_MODULE}, {@link
 * FindingKind#CORE_DUMP}, {@link FindingKind#USER_PROGRAM}, {@link FindingKind#SHARED_LIBRARY}: ELF
 * files that were never meant to be booted.
 */
final class FileType implements Rule {
  @Override
  public List<Finding> check(Subject kernel) throws ElfException {
    return switch (kernel.header().type()) {
      case ElfHeader.ET_REL -> List.of(object(kernel));
      case ElfHeader.ET_EXEC, ElfHeader.ET_DYN -> linked(kernel);
      case ElfHeader.ET_CORE ->
          List.of(
              FindingKind.CORE_DUMP.error(
                  "it is a core dump, the memory of a program that ended",
                  "give the kernel's own file; gdb reads this one"));
      default ->
          List.of(
              FindingKind.OBJECT_FILE.error(
                  "its ELF type is " + kernel.header().typeName() + ", not EXEC",
                  "link it with ld, which makes files of type EXEC"));
    };
  }

  private static Finding object(Subject kernel) {
    boolean module =
        kernel.sections().stream().anyMatch(section -> section.name().equals(".modinfo"));
    if (module) {
      return FindingKind.KERNEL_MODULE.error(
          "it is a kernel module, which a running Linux links into itself",
          "give the kernel (bzImage or vmlinux); put the module into an initial RAM disk and load"
              + " it there with insmod");
    }
    boolean entry = kernel.names().find("_start").isPresent();
    String cure =
        "link it: ld -T kernel.ld -o kernel.elf FILE.o... (gcc without -c and with -nostdlib"
            + " -static does both)";
    return entry
        ? FindingKind.OBJECT_FILE.warning(
            "it is an object file, compiled but not linked: it is linked as it is loaded, at 1 MiB,"
                + " and entered at _start, which other emulators do not do",
            cure)
        : FindingKind.OBJECT_FILE.error(
            "it is an object file, compiled but not linked, and defines no symbol '_start'",
            cure + "; or name the entry with --entry");
  }

  private static List<Finding> linked(Subject kernel) throws ElfException {
    boolean interpreter =
        kernel.segments().stream().anyMatch(s -> s.type() == ElfSegment.PT_INTERP);
    if (interpreter) {
      return List.of(
          FindingKind.USER_PROGRAM.error(
              "it is a program that runs under an operating system: it names a dynamic linker",
              "link a kernel without libraries: gcc -nostdlib -static -ffreestanding -no-pie"));
    }
    if (kernel.header().type() == ElfHeader.ET_DYN && isLibrary(kernel)) {
      return List.of(
          FindingKind.SHARED_LIBRARY.error(
              "it is a shared library: it offers functions and has no entry",
              "link without -shared: gcc -nostdlib -static -no-pie -T kernel.ld"));
    }
    return List.of();
  }

  private static boolean isLibrary(Subject kernel) throws ElfException {
    boolean exports =
        kernel.symbols().isEmpty()
            ? kernel.elf().section(".dynsym").isPresent()
            : kernel.symbols().stream().noneMatch(symbol -> isEntry(symbol));
    return kernel.header().entry() == 0
        && kernel.segmentNotes().stream().noneMatch(FoundNote::isPvh)
        && exports;
  }

  private static boolean isEntry(Symbol symbol) {
    return EntryNames.isEntry(symbol.name());
  }
}
