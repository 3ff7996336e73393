package emu.cli.disasm;

import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.ElfHeader;
import emu.devices.elf.ElfSection;
import emu.devices.elf.ElfSegment;
import emu.devices.elf.LineTable;
import emu.devices.elf.SymbolTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The code of ELF files of any type. */
final class ElfCode {
  private ElfCode() {}

  /**
   * The code in {@code elf}.
   *
   * @param pvhEntry physical address of 32-bit code, if it has such
   */
  static CodeFile of(ElfFile elf, OptionalLong pvhEntry) throws ElfException {
    ElfHeader header = elf.header();
    if (!header.isForPc()) {
      throw new ElfException(
          elf.what() + " is for another processor: give a file for the PC (x86-64 or i386)");
    }
    return header.type() == ElfHeader.ET_REL ? ofObject(elf) : ofLinked(elf, pvhEntry);
  }

  private static CodeFile ofLinked(ElfFile elf, OptionalLong pvhEntry) throws ElfException {
    List<Piece> pieces = new ArrayList<>();
    for (ElfSegment segment : elf.segments()) {
      if (segment.isLoad() && segment.fileSize() > 0) {
        pieces.add(
            new Piece(
                segment.virtualAddress(), elf.bytes(segment).buffer(), segment.isExecutable()));
      }
    }
    OptionalLong entry32 =
        pvhEntry.isPresent() ? elf.virtualAddress(pvhEntry.getAsLong()) : OptionalLong.empty();
    return new CodeFile(
        elf.what(),
        pieces,
        SymbolTable.ofKernel(elf),
        LineTable.of(elf),
        start(elf, pieces, entry32),
        elf.header().bits(),
        entry32);
  }

  /** The entry, which kernels give as a physical address, as a virtual one. */
  private static long start(ElfFile elf, List<Piece> pieces, OptionalLong entry32)
      throws ElfException {
    long entry = elf.header().entry();
    if (pieces.stream().anyMatch(piece -> piece.holds(entry))) {
      return entry;
    }
    OptionalLong virtual = elf.virtualAddress(entry);
    if (virtual.isPresent()) {
      return virtual.getAsLong();
    }
    return entry32.orElse(
        pieces.stream().filter(Piece::code).findFirst().map(Piece::address).orElse(entry));
  }

  /** An object file's sections have no places yet: they are put one behind the other, from 0. */
  private static CodeFile ofObject(ElfFile elf) throws ElfException {
    List<Piece> pieces = new ArrayList<>();
    Map<Integer, Long> places = new HashMap<>();
    List<ElfSection> sections = elf.sections();
    long next = 0;
    for (int i = 0; i < sections.size(); i++) {
      ElfSection section = sections.get(i);
      if (section.isAllocated() && section.hasBytes() && section.size() > 0) {
        long align = Math.max(1, Math.min(Long.highestOneBit(section.alignment()), 4096));
        next = next + align - 1 & -align;
        places.put(section.index(), next);
        pieces.add(new Piece(next, elf.bytes(section).buffer(), section.isExecutable()));
        next += section.size();
      }
    }
    return new CodeFile(
        elf.what(),
        pieces,
        SymbolTable.of(elf, section -> places.getOrDefault(section.index(), section.address())),
        LineTable.of(elf, section -> places.getOrDefault(section.index(), section.address())),
        pieces.stream().filter(Piece::code).findFirst().map(Piece::address).orElse(0L),
        elf.header().bits(),
        OptionalLong.empty());
  }
}
