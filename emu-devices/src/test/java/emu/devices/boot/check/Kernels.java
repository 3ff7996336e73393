package emu.devices.boot.check;

import emu.core.asm.Assembler;
import emu.devices.boot.ByteView;
import emu.devices.boot.MemoryMapEntry;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.ElfSection;
import emu.devices.elf.ElfSegment;
import emu.devices.elf.ElfWriter;
import emu.devices.elf.Symbol;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Kernels for the tests of rules, right but for what a test changes. */
final class Kernels {
  static final long BASE = 0x10_0000;
  static final int RX = ElfSegment.PF_R | ElfSegment.PF_X;
  static final int RW = ElfSegment.PF_R | ElfSegment.PF_W;
  static final int ALLOC_CODE = ElfSection.SHF_ALLOC | ElfSection.SHF_EXECINSTR;
  static final int ALLOC_DATA = ElfSection.SHF_ALLOC | ElfSection.SHF_WRITE;

  private static final long RAM = 128 << 20;

  private Kernels() {}

  /** 32-bit code that ends the run through port F4h. */
  static byte[] code32() {
    return padded(
        Assembler.assemble(
                "bits 32\norg 0x100000\ncli\nmov esp, 0x180000\nmov al, 1\nout 0xf4, al\nhlt")
            .code());
  }

  /** 64-bit code, as a compiler begins a function. */
  static byte[] code64() {
    return padded(
        Assembler.assemble(
                "bits 64\norg 0x100000\nsub rsp, 0x18\nlea rax, [rel $+0x100]\nmov [rsp+8], rax\n"
                    + "hlt")
            .code());
  }

  private static byte[] padded(byte[] code) {
    return Arrays.copyOf(code, 0x100);
  }

  /**
   * A PVH kernel as a linker makes it: program headers 0 for the code at offset 0x1000, 1 for data,
   * 2 for the note; sections 1 to 3 for the same; symbols _start, work and table.
   */
  static ElfWriter right() {
    return withNote(ElfWriter.pvhNote(BASE));
  }

  static ElfWriter withNote(byte[] note) {
    return sections(
        new ElfWriter(64)
            .entry(BASE)
            .load(RX, BASE, code32())
            .load(RW, 0x10_2000, new byte[64])
            .notes(note));
  }

  static ElfWriter withCode(byte[] code) {
    return sections(
        new ElfWriter(64)
            .entry(BASE)
            .load(RX, BASE, code)
            .load(RW, 0x10_2000, new byte[64])
            .notes(ElfWriter.pvhNote(BASE)));
  }

  /** Names the first three segments. */
  static ElfWriter sections(ElfWriter kernel) {
    return kernel
        .sectionOf(0, ".text", ElfSection.SHT_PROGBITS, ALLOC_CODE)
        .sectionOf(1, ".data", ElfSection.SHT_PROGBITS, ALLOC_DATA)
        .sectionOf(2, ".note.Xen", ElfSection.SHT_NOTE, ElfSection.SHF_ALLOC)
        .symbol("_start", BASE, 0x20, Symbol.STT_FUNC, 1)
        .symbol("work", BASE + 0x20, 0x20, Symbol.STT_FUNC, 1)
        .symbol("table", 0x10_2000, 64, Symbol.STT_OBJECT, 2);
  }

  /** What is found in {@code file}, by a machine with 128 MiB. */
  static List<Finding> check(byte[] file) throws ElfException {
    return KernelCheck.check(subject(file));
  }

  static Subject subject(byte[] file) throws ElfException {
    List<MemoryMapEntry> map =
        List.of(
            new MemoryMapEntry(0, 0x9_FC00, MemoryMapEntry.Type.RAM),
            new MemoryMapEntry(0x9_FC00, 0x400, MemoryMapEntry.Type.RESERVED),
            new MemoryMapEntry(0xE_0000, 0x2_0000, MemoryMapEntry.Type.RESERVED),
            new MemoryMapEntry(BASE, RAM - BASE, MemoryMapEntry.Type.RAM));
    return Subject.of(
        ByteView.of(file, "the kernel"), ElfFile.of(ByteBuffer.wrap(file), "the kernel"), map);
  }
}
