package emu.devices.boot.multiboot;

import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import emu.devices.boot.ElfKernel;
import emu.devices.boot.GuestLayout;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.ElfHeader;
import emu.devices.elf.ElfSection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * The section headers of a kernel, as it is told of them: those that no segment loads, symbols and
 * their names for instance, are in memory as well, and say where ("Boot information format").
 *
 * @param count how many
 * @param entrySize bytes of each
 * @param names index of the section with their names
 * @param headers all of them
 */
record SectionTable(int count, int entrySize, int names, ByteView headers) {

  /** Loads the sections of {@code kernel}, whose segments are in memory; empty if it has none. */
  static Optional<SectionTable> load(ElfKernel kernel, GuestLayout layout) throws BootException {
    try {
      ElfFile elf = ElfFile.of(kernel.file().buffer(), kernel.what());
      List<ElfSection> sections = elf.sections();
      return sections.isEmpty()
          ? Optional.empty()
          : Optional.of(load(elf.header(), sections, kernel.file(), layout));
    } catch (ElfException e) {
      throw new BootException(e.getMessage(), e);
    }
  }

  private static SectionTable load(
      ElfHeader header, List<ElfSection> sections, ByteView file, GuestLayout layout)
      throws BootException {
    int size = header.sectionHeaderSize();
    byte[] headers = new byte[sections.size() * size];
    file.slice(header.sectionHeaders(), headers.length).copy(0, headers, headers.length);
    ByteBuffer fields = ByteBuffer.wrap(headers).order(ByteOrder.LITTLE_ENDIAN);
    for (ElfSection section : sections) {
      if (section.address() == 0 && section.hasBytes() && section.size() > 0) {
        ByteView bytes = file.slice(section.offset(), section.size());
        long address = layout.allocateAboveClaims(bytes.length(), "the section " + section.name());
        layout.write(address, bytes);
        int at = section.index() * size;
        if (header.wide()) {
          fields.putLong(at + 16, address);
        } else {
          fields.putInt(at + 12, (int) address);
        }
      }
    }
    return new SectionTable(
        sections.size(), size, header.namesIndex(), ByteView.of(headers, file.what()));
  }
}
