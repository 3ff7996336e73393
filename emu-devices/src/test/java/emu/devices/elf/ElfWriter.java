package emu.devices.elf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes ELF files with segments, sections and symbols, right or wrong as a test wants them. */
@SuppressWarnings("ByteBufferBackingArray") // All are whole arrays.
public final class ElfWriter {
  private record Segment(
      int type,
      int flags,
      long virtual,
      long physical,
      ByteBuffer bytes,
      long memory,
      long align) {}

  private record Section(
      String name,
      int type,
      long flags,
      long address,
      ByteBuffer bytes,
      long size,
      int segment,
      int link,
      int info,
      long align,
      long entrySize) {}

  private final boolean wide;
  private final List<Segment> segments = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final List<Symbol> symbols = new ArrayList<>();
  private int type = ElfHeader.ET_EXEC;
  private int machine;
  private long entry;

  /** Starts a file of 32 or 64 bits, an executable for the PC. */
  public ElfWriter(int bits) {
    this.wide = bits == 64;
    this.machine = wide ? ElfHeader.EM_X86_64 : ElfHeader.EM_386;
    sections.add(new Section("", 0, 0, 0, ByteBuffer.allocate(0), 0, -1, 0, 0, 0, 0));
  }

  /** Sets e_type. */
  public ElfWriter type(int newType) {
    type = newType;
    return this;
  }

  /** Sets e_machine. */
  public ElfWriter machine(int newMachine) {
    machine = newMachine;
    return this;
  }

  /** Sets e_entry. */
  public ElfWriter entry(long address) {
    entry = address;
    return this;
  }

  /** Adds a segment to load, linked for where it is put. */
  public ElfWriter load(int flags, long address, byte[] bytes) {
    return segment(ElfSegment.PT_LOAD, flags, address, address, bytes, bytes.length, 0x1000);
  }

  /** Adds a segment of notes. */
  public ElfWriter notes(byte[] notes) {
    return segment(ElfSegment.PT_NOTE, ElfSegment.PF_R, 0, 0, notes, notes.length, 4);
  }

  /** Adds a segment. */
  public ElfWriter segment(
      int segmentType,
      int flags,
      long virtual,
      long physical,
      byte[] bytes,
      long memory,
      long align) {
    segments.add(
        new Segment(segmentType, flags, virtual, physical, ByteBuffer.wrap(bytes), memory, align));
    return this;
  }

  /** Adds a section that is not in a segment; the first has index 1. */
  public ElfWriter section(String name, int sectionType, long flags, long address, byte[] bytes) {
    return section(name, sectionType, flags, address, bytes, 0, 0, 1, 0);
  }

  /** Adds a section that is not in a segment, with all its fields. */
  public ElfWriter section(
      String name,
      int sectionType,
      long flags,
      long address,
      byte[] bytes,
      int link,
      int info,
      long align,
      long entrySize) {
    sections.add(
        new Section(
            name,
            sectionType,
            flags,
            address,
            ByteBuffer.wrap(bytes),
            bytes.length,
            -1,
            link,
            info,
            align,
            entrySize));
    return this;
  }

  /** Adds a section that is all of the segment of that index. */
  public ElfWriter sectionOf(int segment, String name, int sectionType, long flags) {
    Segment of = segments.get(segment);
    sections.add(
        new Section(
            name, sectionType, flags, of.virtual, of.bytes, of.memory, segment, 0, 0, of.align, 0));
    return this;
  }

  /** Adds a global symbol in the section of that index. */
  public ElfWriter symbol(String name, long address, long size, int symbolType, int section) {
    return symbol(new Symbol(name, address, size, symbolType, Symbol.STB_GLOBAL, section));
  }

  /** Adds a symbol. */
  public ElfWriter symbol(Symbol symbol) {
    symbols.add(symbol);
    return this;
  }

  /** The index that the symbol table will have, if no more sections are added. */
  public int symbolTableIndex() {
    return sections.size();
  }

  /** A note, padded to {@code align} bytes. */
  public static byte[] note(String owner, int noteType, byte[] value, int align) {
    byte[] name = (owner + "\0").getBytes(US_ASCII);
    int valueAt = padded(12 + name.length, align);
    byte[] note = new byte[padded(valueAt + value.length, align)];
    little(note).putInt(name.length).putInt(value.length).putInt(noteType).put(name);
    System.arraycopy(value, 0, note, valueAt, value.length);
    return note;
  }

  /** The note of a PVH kernel. */
  public static byte[] pvhNote(long entry) {
    return note("Xen", 18, bytes(entry, 4), 4);
  }

  /** The low {@code count} bytes of {@code value}. */
  public static byte[] bytes(long value, int count) {
    byte[] all = new byte[8];
    little(all).putLong(value);
    return Arrays.copyOf(all, count);
  }

  private static int padded(int size, int align) {
    return size + align - 1 & -align;
  }

  /** The file. */
  public byte[] build() {
    List<Section> own = List.copyOf(sections);
    byte[] file = write();
    sections.clear();
    sections.addAll(own);
    return file;
  }

  private byte[] write() {
    if (!symbols.isEmpty()) {
      addSymbolTable();
    }
    int[] nameAt = addNames();
    int at = (wide ? 64 : 52) + segments.size() * (wide ? 56 : 32);
    int[] segmentAt = new int[segments.size()];
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = 0; i < segmentAt.length; i++) {
      body.writeBytes(new byte[padding(segments.get(i), at + body.size())]);
      segmentAt[i] = at + body.size();
      body.writeBytes(segments.get(i).bytes.array());
    }
    int[] sectionAt = new int[sections.size()];
    for (int i = 0; i < sectionAt.length; i++) {
      Section section = sections.get(i);
      boolean own = section.segment < 0;
      sectionAt[i] = own ? at + body.size() : segmentAt[section.segment];
      if (own && section.type != ElfSection.SHT_NOBITS) {
        body.writeBytes(section.bytes.array());
      }
    }
    int headersAt = at + body.size();
    ByteBuffer file = little(new byte[headersAt + sections.size() * (wide ? 64 : 40)]);
    header(file, headersAt);
    for (int i = 0; i < segmentAt.length; i++) {
      segmentHeader(file, segments.get(i), segmentAt[i]);
    }
    file.put(body.toByteArray());
    for (int i = 0; i < sectionAt.length; i++) {
      sectionHeader(file, sections.get(i), sectionAt[i], nameAt[i]);
    }
    return file.array();
  }

  /** Bytes until offset and virtual address agree, as p_align wants. */
  private static int padding(Segment segment, int offset) {
    boolean aligned = segment.type == ElfSegment.PT_LOAD && segment.align == 0x1000;
    return aligned ? (int) (segment.virtual - offset & segment.align - 1) : 0;
  }

  private void addSymbolTable() {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    names.write(0);
    ByteBuffer table = little(new byte[(symbols.size() + 1) * (wide ? 24 : 16)]);
    table.position(wide ? 24 : 16);
    for (Symbol symbol : symbols) {
      byte info = (byte) (symbol.binding() << 4 | symbol.type());
      table.putInt(symbol.name().isEmpty() ? 0 : names.size());
      names.writeBytes((symbol.name() + "\0").getBytes(US_ASCII));
      if (wide) {
        table.put(info).put((byte) 0).putShort((short) symbol.section());
        table.putLong(symbol.address()).putLong(symbol.size());
      } else {
        table.putInt((int) symbol.address()).putInt((int) symbol.size());
        table.put(info).put((byte) 0).putShort((short) symbol.section());
      }
    }
    int strings = sections.size() + 1;
    section(".symtab", ElfSection.SHT_SYMTAB, 0, 0, table.array(), strings, 1, 8, wide ? 24 : 16);
    section(".strtab", ElfSection.SHT_STRTAB, 0, 0, names.toByteArray());
  }

  private int[] addNames() {
    section(".shstrtab", ElfSection.SHT_STRTAB, 0, 0, new byte[0]);
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    int[] nameAt = new int[sections.size()];
    for (int i = 0; i < nameAt.length; i++) {
      nameAt[i] = names.size();
      names.writeBytes((sections.get(i).name + "\0").getBytes(US_ASCII));
    }
    sections.removeLast();
    section(".shstrtab", ElfSection.SHT_STRTAB, 0, 0, names.toByteArray());
    return nameAt;
  }

  private void header(ByteBuffer file, int sectionHeaders) {
    int size = wide ? 64 : 52;
    file.putInt(0x464C_457F).put((byte) (wide ? 2 : 1)).put((byte) 1).put((byte) 1).position(16);
    file.putShort((short) type).putShort((short) machine).putInt(1);
    word(file, entry);
    word(file, segments.isEmpty() ? 0 : size);
    word(file, sectionHeaders);
    file.putInt(0).putShort((short) size);
    file.putShort((short) (wide ? 56 : 32)).putShort((short) segments.size());
    file.putShort((short) (wide ? 64 : 40)).putShort((short) sections.size());
    file.putShort((short) (sections.size() - 1));
  }

  private void segmentHeader(ByteBuffer file, Segment segment, int offset) {
    file.putInt(segment.type);
    if (wide) {
      file.putInt(segment.flags);
    }
    word(file, offset);
    word(file, segment.virtual);
    word(file, segment.physical);
    word(file, segment.bytes.capacity());
    word(file, segment.memory);
    if (!wide) {
      file.putInt(segment.flags);
    }
    word(file, segment.align);
  }

  private void sectionHeader(ByteBuffer file, Section section, int offset, int name) {
    file.putInt(name).putInt(section.type);
    word(file, section.flags);
    word(file, section.address);
    word(file, section.type == 0 ? 0 : offset);
    word(file, section.size);
    file.putInt(section.link).putInt(section.info);
    word(file, section.align);
    word(file, section.entrySize);
  }

  private void word(ByteBuffer file, long value) {
    if (wide) {
      file.putLong(value);
    } else {
      file.putInt((int) value);
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
