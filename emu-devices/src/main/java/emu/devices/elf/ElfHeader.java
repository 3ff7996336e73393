package emu.devices.elf;

/**
 * The ELF header (gABI, "ELF Header") of a little-endian file.
 *
 * @param bits 32 or 64, by EI_CLASS
 * @param type e_type: {@link #ET_REL}, ...
 * @param machine e_machine: {@link #EM_X86_64}, ...
 * @param entry e_entry, 0 if there is none
 * @param programHeaders e_phoff
 * @param programHeaderSize e_phentsize
 * @param programHeaderCount e_phnum, as it stands there
 * @param sectionHeaders e_shoff
 * @param sectionHeaderSize e_shentsize
 * @param sectionHeaderCount e_shnum, as it stands there
 * @param namesIndex e_shstrndx, as it stands there
 */
public record ElfHeader(
    int bits,
    int type,
    int machine,
    long entry,
    long programHeaders,
    int programHeaderSize,
    int programHeaderCount,
    long sectionHeaders,
    int sectionHeaderSize,
    int sectionHeaderCount,
    int namesIndex) {
  /** Types: object file, executable, position-independent or shared, core dump. */
  public static final int ET_REL = 1;

  public static final int ET_EXEC = 2;
  public static final int ET_DYN = 3;
  public static final int ET_CORE = 4;

  /** Machines. */
  public static final int EM_386 = 3;

  public static final int EM_X86_64 = 62;

  static final int ELFDATA2LSB = 1;
  private static final int IDENT = 16;

  static ElfHeader read(ElfBytes file) throws ElfException {
    int elfClass = file.u8(4);
    boolean wide = elfClass == 2;
    if (file.u8(5) != ELFDATA2LSB) {
      throw new ElfException(
          file.what()
              + " is an ELF file for another processor: give a kernel for the PC (x86-64 or i386)");
    }
    if (elfClass != 1 && elfClass != 2) {
      throw new ElfException(
          file.what()
              + " is an ELF file of unknown class "
              + elfClass
              + ": it is damaged, get the file again");
    }
    int afterWords = IDENT + 8 + (wide ? 24 : 12);
    return new ElfHeader(
        wide ? 64 : 32,
        file.u16(IDENT),
        file.u16(IDENT + 2),
        file.word(24, wide),
        file.word(wide ? 32 : 28, wide),
        file.u16(afterWords + 6),
        file.u16(afterWords + 8),
        file.word(wide ? 40 : 32, wide),
        file.u16(afterWords + 10),
        file.u16(afterWords + 12),
        file.u16(afterWords + 14));
  }

  /** Whether words have 64 bits. */
  public boolean wide() {
    return bits == 64;
  }

  /** Whether it is for the x86: EM_X86_64 in 64 bits, EM_386 in 32; the x32 ABI is neither. */
  public boolean isForPc() {
    return machine == (wide() ? EM_X86_64 : EM_386);
  }

  /** The type's name in the gABI. */
  public String typeName() {
    return switch (type) {
      case 0 -> "NONE";
      case ET_REL -> "REL";
      case ET_EXEC -> "EXEC";
      case ET_DYN -> "DYN";
      case ET_CORE -> "CORE";
      default -> "type 0x" + Integer.toHexString(type);
    };
  }

  /** The processor's name, for the common ones. */
  public String machineName() {
    return switch (machine) {
      case EM_386 -> "i386";
      case EM_X86_64 -> wide() ? "x86-64" : "x86-64 (x32)";
      case 2 -> "SPARC";
      case 8 -> "MIPS";
      case 20 -> "PowerPC";
      case 21 -> "PowerPC64";
      case 40 -> "Arm";
      case 183 -> "AArch64";
      case 243 -> "RISC-V";
      case 258 -> "LoongArch";
      default -> "machine " + machine;
    };
  }
}
