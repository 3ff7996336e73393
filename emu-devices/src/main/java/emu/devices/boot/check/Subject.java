package emu.devices.boot.check;

import emu.core.decode.CodeMode;
import emu.devices.boot.ByteView;
import emu.devices.boot.MemoryMapEntry;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.ElfHeader;
import emu.devices.elf.ElfSection;
import emu.devices.elf.ElfSegment;
import emu.devices.elf.Symbol;
import emu.devices.elf.SymbolReader;
import emu.devices.elf.SymbolTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An ELF file that is looked at: what can be read of it, and the machine that it is for. */
public final class Subject {
  private interface Reading<T> {
    T read() throws ElfException;
  }

  private static final int SHOWN = 4;

  private final ByteView file;
  private final ElfFile elf;
  private final List<MemoryMapEntry> map;
  private final List<String> damage = new ArrayList<>();
  private final List<ElfSegment> segments;
  private final List<ElfSection> sections;
  private final List<Symbol> symbols;
  private final SymbolTable names;
  private final List<FoundNote> segmentNotes;
  private final List<FoundNote> sectionNotes;
  private final Optional<EntryPoint> entryPoint;

  private Subject(ByteView file, ElfFile elf, List<MemoryMapEntry> map) {
    this.file = file;
    this.elf = elf;
    this.map = map;
    segments = orElse("program headers", elf::segments, List.of());
    sections = orElse("section headers", elf::sections, List.of());
    symbols = orElse("symbols", () -> SymbolReader.readAll(elf, ElfSection.SHT_SYMTAB), List.of());
    names = orElse("symbols", () -> SymbolTable.of(elf), SymbolTable.EMPTY);
    segmentNotes = Notes.ofSegments(elf, segments);
    sectionNotes = Notes.ofSections(elf, sections);
    entryPoint = isLinked() ? Entries.ofElf(file, elf, pvhNote()) : Optional.empty();
  }

  /** {@code elf}, which is {@code file}, for a machine with {@code map}. */
  public static Subject of(ByteView file, ElfFile elf, List<MemoryMapEntry> map) {
    return new Subject(file, elf, map);
  }

  private <T> T orElse(String what, Reading<T> reading, T otherwise) {
    try {
      return reading.read();
    } catch (ElfException e) {
      if (!damage.contains(what)) {
        damage.add(what);
      }
      return otherwise;
    }
  }

  /** The file's bytes. */
  ByteView file() {
    return file;
  }

  /** The file. */
  public ElfFile elf() {
    return elf;
  }

  /** Its header. */
  public ElfHeader header() {
    return elf.header();
  }

  /** What could not be read: "program headers", ... */
  List<String> damage() {
    return damage;
  }

  /** The program headers. */
  public List<ElfSegment> segments() {
    return segments;
  }

  /** The segments that take memory. */
  public List<ElfSegment> loads() {
    return segments.stream()
        .filter(segment -> segment.isLoad() && segment.memorySize() != 0)
        .toList();
  }

  /** The section headers. */
  public List<ElfSection> sections() {
    return sections;
  }

  /** The symbols as they stand in the file. */
  public List<Symbol> symbols() {
    return symbols;
  }

  /** The symbols by address. */
  public SymbolTable names() {
    return names;
  }

  /** The notes that loaders see. */
  public List<FoundNote> segmentNotes() {
    return segmentNotes;
  }

  /** All notes, each once if loaders see it too. */
  public List<FoundNote> notes() {
    List<FoundNote> all = new ArrayList<>(segmentNotes);
    for (FoundNote note : sectionNotes) {
      boolean seen =
          segmentNotes.stream()
              .anyMatch(other ->
                  other.note().type() == note.note().type()
                      && other.note().owner().equals(note.note().owner())
                      && other.valueText().equals(note.valueText()));
      if (!seen) {
        all.add(note);
      }
    }
    return all;
  }

  /** The sections that lie in {@code segment}, by their virtual addresses or as notes. */
  public List<ElfSection> sectionsIn(ElfSegment segment) {
    return sections.stream().filter(section -> isIn(section, segment)).toList();
  }

  private static boolean isIn(ElfSection section, ElfSegment segment) {
    long from = section.address() - segment.virtualAddress();
    boolean inMemory =
        section.isAllocated()
            && section.size() > 0
            && from >= 0
            && from <= segment.memorySize() - section.size();
    long at = section.offset() - segment.offset();
    boolean inFile =
        section.hasBytes()
            && section.size() > 0
            && at >= 0
            && at <= segment.fileSize() - section.size();
    return segment.isLoad() ? inMemory : inFile;
  }

  /** How many symbols there are, and whether there are line numbers. */
  public String symbolSummary() {
    boolean lines = sections.stream().anyMatch(section -> section.name().equals(".debug_line"));
    String debug = lines ? "; with line numbers" : "; no line numbers";
    if (symbols.isEmpty()) {
      return "none, it is stripped" + debug;
    }
    long functions =
        names.all().stream().filter(symbol -> symbol.type() == Symbol.STT_FUNC).count();
    return "%,d, of which %,d are functions%s".formatted(symbols.size(), functions, debug);
  }

  /** The first instructions where it is entered, "" if there are none. */
  public String entryCode() {
    Optional<EntryPoint> entry = entryPoint();
    if (entry.isEmpty()) {
      return "";
    }
    CodeMode mode = entry.get().bits() == 64 ? CodeMode.CODE_64 : CodeMode.CODE_32;
    return orElse("code", () -> EntryCode.of(this, entry.get().address()).text(mode, SHOWN), "");
  }

  /** The notes in sections. */
  public List<FoundNote> sectionNotes() {
    return sectionNotes;
  }

  /** What the machine has at which physical addresses. */
  List<MemoryMapEntry> map() {
    return map;
  }

  /** The PVH note that loaders take. */
  Optional<FoundNote> pvhNote() {
    return segmentNotes.stream().filter(FoundNote::isPvh).findFirst();
  }

  /** Whether it is of a type that has an entry. */
  public boolean isLinked() {
    return header().type() == ElfHeader.ET_EXEC || header().type() == ElfHeader.ET_DYN;
  }

  /** How it is entered, if anything says so. */
  public Optional<EntryPoint> entryPoint() {
    return entryPoint;
  }

  /** Whether the file puts code at the physical {@code address}. */
  boolean hasCodeAt(long address) {
    return segments.stream().anyMatch(segment -> segment.isExecutable() && segment.holds(address));
  }

  /** The symbol that the physical {@code address} lies in. */
  Optional<Symbol> symbolAt(long address) {
    return names.at(virtual(address));
  }

  /** The physical {@code address} as "name+0x12 (0x100012)". */
  public String describe(long address) {
    String number = "0x" + Long.toHexString(address);
    return names.describe(virtual(address)).map(name -> name + " (" + number + ")").orElse(number);
  }

  /** Where loaders put {@code symbol}. */
  long physical(Symbol symbol) {
    return orElse(
            "program headers", () -> elf.physicalAddress(symbol.address()), OptionalLong.empty())
        .orElse(symbol.address());
  }

  private long virtual(long physical) {
    return orElse("program headers", () -> elf.virtualAddress(physical), OptionalLong.empty())
        .orElse(physical);
  }
}
