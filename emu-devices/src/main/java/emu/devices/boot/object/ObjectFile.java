package emu.devices.boot.object;

import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.ElfHeader;
import emu.devices.elf.ElfSection;
import emu.devices.elf.Relocation;
import emu.devices.elf.Symbol;
import emu.devices.elf.SymbolReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an object file has for memory.
 *
 * @param elf the file
 * @param sections those that belong into memory, in the order in which linkers put them: code,
 *     constants, data, what is cleared
 * @param symbols its symbol table
 * @param relocations those of these sections, by a section's index
 */
record ObjectFile(
    ElfFile elf,
    List<ElfSection> sections,
    List<Symbol> symbols,
    Map<Integer, List<Relocation>> relocations) {
  /** Bytes of the smallest relocation. */
  private static final int LEAST_RELOCATION = 8;

  /** Whether {@code file} is one. */
  static boolean isObject(ByteView file) throws BootException {
    return ElfFile.isElf(file.buffer()) && file.u16(16) == ElfHeader.ET_REL;
  }

  static ObjectFile parse(ByteView file) throws BootException {
    try {
      return parse(ElfFile.of(file.buffer(), file.what()));
    } catch (ElfException e) {
      throw new BootException(e.getMessage(), e);
    }
  }

  private static ObjectFile parse(ElfFile elf) throws ElfException, BootException {
    if (!elf.header().isForPc()) {
      throw new BootException(
          elf.what()
              + " is an object file for another processor: give one for the PC (x86-64 or i386)");
    }
    if (elf.section(".modinfo").isPresent()) {
      throw new BootException(
          elf.what()
              + " is a kernel module, which a running Linux links in: give the kernel (vmlinuz)");
    }
    List<ElfSection> sections = new ArrayList<>();
    Map<Integer, List<Relocation>> relocations = new HashMap<>();
    long most = elf.bytes().size() / LEAST_RELOCATION;
    for (ElfSection section : elf.sections()) {
      if (section.isAllocated() && section.size() != 0) {
        sections.add(section);
      }
      if (section.type() == ElfSection.SHT_RELA || section.type() == ElfSection.SHT_REL) {
        ElfSection target = elf.section(section.info());
        if (target.isAllocated() && target.size() != 0) {
          List<Relocation> table = Relocation.readAll(elf, section);
          relocations.computeIfAbsent(target.index(), index -> new ArrayList<>()).addAll(table);
          most -= table.size();
        }
      }
      if (most < 0) {
        throw new BootException(
            elf.what() + " is damaged: its tables of relocations overlap; make it again");
      }
    }
    sections.sort(Comparator.comparingInt(ObjectFile::rank));
    return new ObjectFile(
        elf, sections, SymbolReader.readAll(elf, ElfSection.SHT_SYMTAB), relocations);
  }

  private static int rank(ElfSection section) {
    if (section.isExecutable()) {
      return 0;
    }
    if ((section.flags() & ElfSection.SHF_WRITE) == 0) {
      return 1;
    }
    return section.hasBytes() ? 2 : 3;
  }

  boolean wide() {
    return elf.header().wide();
  }

  String what() {
    return elf.what();
  }
}
