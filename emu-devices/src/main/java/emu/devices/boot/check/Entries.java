package emu.devices.boot.check;

import emu.devices.boot.BootChoice;
import emu.devices.boot.BootException;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.ByteView;
import emu.devices.boot.multiboot.Multiboot1Header;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import java.util.Optional;
import java.util.OptionalLong;

/** How files are entered; {@link BootChoice} decides by which protocol. */
final class Entries {
  private static final long BOOT_SECTOR = 0x7C00;

  private Entries() {}

  /** The entry of a file that is no ELF file and no bzImage, if it has one. */
  static Optional<EntryPoint> ofPlain(ByteView file) {
    try {
      BootChoice choice = BootChoice.of(file);
      BootProtocol protocol = choice.automatic();
      if (protocol == BootProtocol.SECTOR) {
        return Optional.of(new EntryPoint(protocol.optionName(), BOOT_SECTOR, 16));
      }
      OptionalLong entry =
          protocol == BootProtocol.MULTIBOOT
              ? OptionalLong.of(choice.multiboot1().orElseThrow().entry())
              : choice.multiboot2().orElseThrow().entry();
      return entry.isPresent()
          ? Optional.of(entry(protocol, entry.getAsLong(), 32))
          : Optional.empty();
    } catch (BootException e) {
      return Optional.empty();
    }
  }

  /**
   * The entry of the ELF file {@code elf}.
   *
   * @param note its PVH note, which counts also if the file is damaged
   */
  static Optional<EntryPoint> ofElf(ByteView file, ElfFile elf, Optional<FoundNote> note) {
    Optional<EntryPoint> pvh =
        note.map(found -> new EntryPoint(BootProtocol.PVH.optionName(), found.entry(), 32));
    try {
      BootChoice choice = BootChoice.of(file);
      BootProtocol protocol = choice.automatic();
      return switch (protocol) {
        case PVH -> pvh;
        case MULTIBOOT -> Optional.of(entry(protocol, multiboot(choice, elf), 32));
        case MULTIBOOT2 -> Optional.of(entry(protocol, multiboot2(choice, elf), 32));
        case LINUX64 -> Optional.of(entry(protocol, physicalEntry(elf), 64));
        default -> Optional.empty();
      };
    } catch (BootException | ElfException e) {
      return pvh;
    }
  }

  private static EntryPoint entry(BootProtocol protocol, long address, int bits) {
    return new EntryPoint(protocol.optionName(), address, bits);
  }

  private static long multiboot(BootChoice choice, ElfFile elf) throws BootException, ElfException {
    Optional<Multiboot1Header> header = choice.multiboot1().filter(Multiboot1Header::hasAddresses);
    return header.isPresent() ? header.get().entry() : physicalEntry(elf);
  }

  private static long multiboot2(BootChoice choice, ElfFile elf)
      throws BootException, ElfException {
    return choice.multiboot2().orElseThrow().entry().orElse(physicalEntry(elf));
  }

  /** e_entry is virtual if something is linked there. */
  static long physicalEntry(ElfFile elf) throws ElfException {
    return elf.physicalAddress(elf.header().entry()).orElse(elf.header().entry());
  }
}
