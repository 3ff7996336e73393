package emu.devices.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * An ELF kernel of 32 or 64 bits for the x86, checked: all segments to load lie within the file and
 * wrap around nothing.
 *
 * @param bits 32 or 64
 * @param entry e_entry
 * @param segments all program headers that have a meaning here
 * @param pvhEntry physical address of the PVH entry, if the file has the note
 * @param what what the file is, for messages
 */
record ElfFile(
    int bits, long entry, List<ElfSegment> segments, OptionalLong pvhEntry, String what) {
  private static final int ELFDATA2LSB = 1;
  private static final int ET_EXEC = 2;
  private static final int ET_DYN = 3;
  private static final int EM_386 = 3;
  private static final int EM_X86_64 = 62;

  static boolean isElf(ByteView file) {
    return file.startsWith("\u007fELF");
  }

  static ElfFile parse(ByteView file) throws BootException {
    String what = file.what();
    int elfClass = file.u8(4);
    int machine = file.u16(18);
    int type = file.u16(16);
    boolean wide = elfClass == 2;
    if (file.u8(5) != ELFDATA2LSB || machine != (wide ? EM_X86_64 : EM_386)) {
      // EM_X86_64 in a 32-bit file is x32, which no kernel is.
      throw new BootException(
          what
              + " is an ELF file for another processor: give a kernel for the PC (x86-64 or i386)");
    }
    if (elfClass != 1 && elfClass != 2) {
      throw new BootException(
          what
              + " is an ELF file of unknown class "
              + elfClass
              + ": it is damaged, get the file again");
    }
    if (type != ET_EXEC && type != ET_DYN) {
      throw new BootException(
          what + " is an ELF file but not an executable one: give the linked kernel (vmlinux)");
    }
    List<ElfSegment> segments = segments(file, wide);
    if (segments.stream().anyMatch(segment -> segment.type() == ElfSegment.PT_INTERP)) {
      throw new BootException(
          what + " is a program that runs under an operating system: give a kernel");
    }
    if (segments.stream().noneMatch(segment -> segment.type() == ElfSegment.PT_LOAD)) {
      throw new BootException(
          what + " is an ELF file with nothing to load: give the linked kernel (vmlinux)");
    }
    long entry = wide ? file.u64(24) : file.u32(24);
    return new ElfFile(wide ? 64 : 32, entry, segments, PvhNote.find(segments), what);
  }

  private static List<ElfSegment> segments(ByteView file, boolean wide) throws BootException {
    long table = wide ? file.u64(32) : file.u32(28);
    int size = file.u16(wide ? 54 : 42);
    int count = file.u16(wide ? 56 : 44);
    if (size != (wide ? 56 : 32)) {
      throw new BootException(
          file.what()
              + " is damaged: its program headers are said to have "
              + size
              + " bytes each; get the file again");
    }
    ByteView headers = file.slice(table, (long) count * size);
    List<ElfSegment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ByteView header = headers.slice((long) i * size, size);
      long type = header.u32(0);
      if (type == ElfSegment.PT_LOAD
          || type == ElfSegment.PT_NOTE
          || type == ElfSegment.PT_INTERP) {
        segments.add(wide ? segment64(file, header) : segment32(file, header));
      }
    }
    return segments;
  }

  private static ElfSegment segment64(ByteView file, ByteView header) throws BootException {
    return segment(
        file, header.u32(0), header.u64(8), header.u64(24), header.u64(32), header.u64(40));
  }

  private static ElfSegment segment32(ByteView file, ByteView header) throws BootException {
    return segment(
        file, header.u32(0), header.u32(4), header.u32(12), header.u32(16), header.u32(20));
  }

  private static ElfSegment segment(
      ByteView file, long type, long offset, long address, long fileSize, long memorySize)
      throws BootException {
    ByteView bytes = file.slice(offset, fileSize);
    if (type == ElfSegment.PT_LOAD
        && (memorySize < fileSize || address < 0 || address + memorySize < 0)) {
      throw new BootException(
          file.what()
              + " is damaged: a segment at "
              + Sizes.hex(address)
              + " has "
              + fileSize
              + " bytes in the file and "
              + Sizes.hex(memorySize)
              + " in memory; get the file again");
    }
    return new ElfSegment(type, address, bytes, memorySize);
  }

  /** Puts the segments where they belong, clearing what is not in the file. */
  void load(GuestLayout layout) throws BootException {
    for (ElfSegment segment : segments) {
      if (segment.type() == ElfSegment.PT_LOAD && segment.memorySize() > 0) {
        layout.claim(segment.physicalAddress(), segment.memorySize(), what);
        ByteView file = segment.file();
        layout.write(segment.physicalAddress(), file);
        layout.clear(
            segment.physicalAddress() + file.length(), segment.memorySize() - file.length());
      }
    }
  }

  /** {@code address}, if the file puts code there. */
  long checkedEntry(long address) throws BootException {
    if (segments.stream().noneMatch(segment -> segment.holds(address))) {
      throw new BootException(
          what
              + " is to be entered at "
              + Sizes.hex(address)
              + ", where it has no code: it is damaged or not a kernel, get the file again");
    }
    return address;
  }
}
