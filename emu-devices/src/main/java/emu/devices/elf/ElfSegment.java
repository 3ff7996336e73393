package emu.devices.elf;

import java.util.ArrayList;
import java.util.List;

/**
 * A program header (gABI, "Program Header"), as it stands there.
 *
 * @param index its place among them
 * @param type p_type: {@link #PT_LOAD}, ...
 * @param flags p_flags: {@link #PF_X}, ...
 * @param offset p_offset, in the file
 * @param virtualAddress p_vaddr
 * @param physicalAddress p_paddr, where loaders of kernels put it
 * @param fileSize p_filesz
 * @param memorySize p_memsz
 * @param alignment p_align
 */
public record ElfSegment(
    int index,
    int type,
    int flags,
    long offset,
    long virtualAddress,
    long physicalAddress,
    long fileSize,
    long memorySize,
    long alignment) {
  /** Types. */
  public static final int PT_LOAD = 1;

  public static final int PT_DYNAMIC = 2;
  public static final int PT_INTERP = 3;
  public static final int PT_NOTE = 4;

  /** Flags: executable, writable, readable. */
  public static final int PF_X = 1;

  public static final int PF_W = 2;
  public static final int PF_R = 4;

  private static final int COUNT_IS_IN_SECTION_0 = 0xFFFF; // PN_XNUM

  static List<ElfSegment> readAll(ElfBytes file, ElfHeader header) throws ElfException {
    long count = header.programHeaderCount();
    if (count == COUNT_IS_IN_SECTION_0) {
      count = ElfSection.read(file, header, 0).info();
    }
    if (count == 0) {
      return List.of();
    }
    int size = header.wide() ? 56 : 32;
    if (header.programHeaderSize() != size) {
      throw new ElfException(
          file.what()
              + " is damaged: its program headers are said to have "
              + header.programHeaderSize()
              + " bytes each; get the file again");
    }
    ElfBytes headers = file.slice(header.programHeaders(), count * size);
    List<ElfSegment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ElfBytes one = headers.slice((long) i * size, size);
      segments.add(header.wide() ? read64(i, one) : read32(i, one));
    }
    return List.copyOf(segments);
  }

  private static ElfSegment read64(int index, ElfBytes header) throws ElfException {
    return new ElfSegment(
        index,
        (int) header.u32(0),
        (int) header.u32(4),
        header.u64(8),
        header.u64(16),
        header.u64(24),
        header.u64(32),
        header.u64(40),
        header.u64(48));
  }

  private static ElfSegment read32(int index, ElfBytes header) throws ElfException {
    return new ElfSegment(
        index,
        (int) header.u32(0),
        (int) header.u32(24),
        header.u32(4),
        header.u32(8),
        header.u32(12),
        header.u32(16),
        header.u32(20),
        header.u32(28));
  }

  /** Whether it is to be in memory. */
  public boolean isLoad() {
    return type == PT_LOAD;
  }

  /** Whether it may be executed. */
  public boolean isExecutable() {
    return (flags & PF_X) != 0;
  }

  /** Whether its bytes in the file, once loaded, cover the physical {@code address}. */
  public boolean holds(long address) {
    return isLoad()
        && Long.compareUnsigned(address, physicalAddress) >= 0
        && Long.compareUnsigned(address - physicalAddress, fileSize) < 0;
  }

  /** Whether its memory covers the virtual {@code address}. */
  public boolean coversVirtual(long address) {
    return isLoad()
        && Long.compareUnsigned(address, virtualAddress) >= 0
        && Long.compareUnsigned(address - virtualAddress, memorySize) < 0;
  }

  /** Whether its memory covers the physical {@code address}. */
  public boolean coversPhysical(long address) {
    return isLoad()
        && Long.compareUnsigned(address, physicalAddress) >= 0
        && Long.compareUnsigned(address - physicalAddress, memorySize) < 0;
  }

  /** Its flags as {@code readelf} shows them: "R E". */
  public String flagText() {
    return ((flags & PF_R) != 0 ? "R" : " ")
        + ((flags & PF_W) != 0 ? "W" : " ")
        + ((flags & PF_X) != 0 ? "E" : " ");
  }

  /** The name of its type without "PT_". */
  public String typeName() {
    return switch (type) {
      case 0 -> "NULL";
      case PT_LOAD -> "LOAD";
      case PT_DYNAMIC -> "DYNAMIC";
      case PT_INTERP -> "INTERP";
      case PT_NOTE -> "NOTE";
      case 5 -> "SHLIB";
      case 6 -> "PHDR";
      case 7 -> "TLS";
      case 0x6474_E550 -> "GNU_EH_FRAME";
      case 0x6474_E551 -> "GNU_STACK";
      case 0x6474_E552 -> "GNU_RELRO";
      case 0x6474_E553 -> "GNU_PROPERTY";
      default -> "0x" + Integer.toHexString(type);
    };
  }
}
