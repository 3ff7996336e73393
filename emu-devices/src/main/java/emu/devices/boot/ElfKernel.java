package emu.devices.boot;

import emu.devices.boot.check.Notes;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.ElfHeader;
import emu.devices.elf.ElfSegment;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * An ELF kernel of 32 or 64 bits for the x86, checked: all segments to load lie within the file and
 * wrap around nothing.
 *
 * @param file the whole file
 * @param bits 32 or 64
 * @param entry e_entry
 * @param segments all program headers
 * @param pvhEntry physical address of the PVH entry, if the file has the note
 */
public record ElfKernel(
    ByteView file, int bits, long entry, List<ElfSegment> segments, OptionalLong pvhEntry) {

  public static boolean isElf(ByteView file) {
    return ElfFile.isElf(file.buffer());
  }

  public static ElfKernel parse(ByteView file) throws BootException {
    try {
      return parse(file, ElfFile.of(file.buffer(), file.what()));
    } catch (ElfException e) {
      throw new BootException(e.getMessage(), e);
    }
  }

  private static ElfKernel parse(ByteView file, ElfFile elf) throws ElfException, BootException {
    String what = file.what();
    ElfHeader header = elf.header();
    if (!header.isForPc()) {
      throw new BootException(
          what
              + " is an ELF file for another processor: give a kernel for the PC (x86-64 or i386)");
    }
    if (header.type() != ElfHeader.ET_EXEC && header.type() != ElfHeader.ET_DYN) {
      throw new BootException(
          what + " is an ELF file but not an executable one: give the linked kernel (vmlinux)");
    }
    List<ElfSegment> segments = elf.segments();
    if (segments.stream().anyMatch(segment -> segment.type() == ElfSegment.PT_INTERP)) {
      throw new BootException(
          what + " is a program that runs under an operating system: give a kernel");
    }
    if (segments.stream().noneMatch(ElfSegment::isLoad)) {
      throw new BootException(
          what + " is an ELF file with nothing to load: give the linked kernel (vmlinux)");
    }
    for (ElfSegment segment : segments) {
      check(elf, segment);
    }
    OptionalLong pvhEntry = Notes.pvhEntry(elf);
    return new ElfKernel(file, header.bits(), header.entry(), segments, pvhEntry);
  }

  private static void check(ElfFile elf, ElfSegment segment) throws ElfException, BootException {
    if (!segment.isLoad()) {
      return;
    }
    elf.bytes(segment);
    long address = segment.physicalAddress();
    if (segment.memorySize() < segment.fileSize()
        || address < 0
        || address + segment.memorySize() < 0) {
      throw new BootException(
          elf.what()
              + " is damaged: a segment at "
              + Sizes.hex(address)
              + " has "
              + segment.fileSize()
              + " bytes in the file and "
              + Sizes.hex(segment.memorySize())
              + " in memory; get the file again");
    }
  }

  /** What it is, for messages. */
  public String what() {
    return file.what();
  }

  /** Whether it is Linux, which names itself in its data ("linux_banner"). */
  public boolean isLinux() throws BootException {
    for (ElfSegment segment : segments) {
      if (segment.isLoad()
          && file.slice(segment.offset(), segment.fileSize()).contains("Linux version ")) {
        return true;
      }
    }
    return false;
  }

  /** The lowest physical address of its segments, which is not negative. */
  public long start() {
    return loads().mapToLong(ElfSegment::physicalAddress).min().orElse(0);
  }

  /** The address after the highest of its segments. */
  public long end() {
    return loads()
        .mapToLong(segment -> segment.physicalAddress() + segment.memorySize())
        .max()
        .orElse(0);
  }

  private Stream<ElfSegment> loads() {
    return segments.stream().filter(segment -> segment.isLoad() && segment.memorySize() > 0);
  }

  /**
   * Physical address of e_entry: of the place that is linked for it, or, as no place is, itself.
   */
  public long physicalEntry() {
    return segments.stream()
        .filter(segment -> segment.coversVirtual(entry))
        .findFirst()
        .map(segment -> entry - segment.virtualAddress() + segment.physicalAddress())
        .orElse(entry);
  }

  /** Puts the segments where they belong, clearing what is not in the file. */
  public void load(GuestLayout layout) throws BootException {
    load(layout, 0);
  }

  /** The same, {@code displacement} bytes further on. */
  public void load(GuestLayout layout, long displacement) throws BootException {
    for (ElfSegment segment : segments) {
      if (segment.isLoad() && segment.memorySize() > 0) {
        long address = segment.physicalAddress() + displacement;
        layout.claim(address, segment.memorySize(), what());
        layout.write(address, file.slice(segment.offset(), segment.fileSize()));
        layout.clear(address + segment.fileSize(), segment.memorySize() - segment.fileSize());
      }
    }
  }

  /** {@code address}, if the file puts code there. */
  public long checkedEntry(long address) throws BootException {
    if (segments.stream().noneMatch(segment -> segment.holds(address))) {
      throw new BootException(
          what()
              + " is to be entered at "
              + Sizes.hex(address)
              + ", where it has no code: it is damaged or not a kernel, get the file again");
    }
    return address;
  }
}
