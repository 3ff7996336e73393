package emu.devices.boot;

/**
 * A program header of an ELF file (System V ABI, "Program Header"), with its bytes.
 *
 * @param type PT_LOAD, PT_NOTE, ...
 * @param physicalAddress p_paddr; not negative for PT_LOAD
 * @param file the p_filesz bytes in the file
 * @param memorySize p_memsz, at least the size in the file for PT_LOAD
 */
record ElfSegment(long type, long physicalAddress, ByteView file, long memorySize) {
  static final int PT_LOAD = 1;
  static final int PT_INTERP = 3;
  static final int PT_NOTE = 4;

  /** Whether the bytes of the file, once loaded, cover {@code address}. */
  boolean holds(long address) {
    return type == PT_LOAD
        && address >= physicalAddress
        && address - physicalAddress < file.length();
  }
}
