package emu.devices.boot.check;

import static emu.devices.boot.check.Kernels.ALLOC_CODE;
import static emu.devices.boot.check.Kernels.ALLOC_DATA;
import static emu.devices.boot.check.Kernels.BASE;
import static emu.devices.boot.check.Kernels.RW;
import static emu.devices.boot.check.Kernels.RX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.elf.ElfException;
import emu.devices.elf.ElfHeader;
import emu.devices.elf.ElfSection;
import emu.devices.elf.ElfSegment;
import emu.devices.elf.ElfWriter;
import emu.devices.elf.Symbol;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every finding, by a file that is wrong in just this. */
class KernelCheckTest {
  private static final long HIGH = 0xFFFF_FFFF_8000_0000L;

  /** That {@code kernel} has just the findings {@code codes}, and the first says {@code parts}. */
  private static void assertFound(String codes, ElfWriter kernel, String... parts)
      throws ElfException {
    assertFound(codes, kernel.build(), parts);
  }

  private static void assertFound(String codes, byte[] kernel, String... parts)
      throws ElfException {
    List<Finding> findings = Kernels.check(kernel);
    String found =
        findings.stream()
            .map(finding -> finding.kind().code() + (finding.fatal() ? "!" : ""))
            .collect(Collectors.joining(" "));
    assertEquals(codes, found, findings::toString);
    for (String part : parts) {
      Finding first = findings.getFirst();
      assertTrue(first.cause().contains(part) || first.cure().contains(part), first::toString);
    }
  }

  private static ElfWriter kernel(int bits) {
    return new ElfWriter(bits).entry(BASE);
  }

  @Test
  void aRightKernelHasNone() throws ElfException {
    assertFound("", Kernels.right());
    assertEquals(
        new EntryPoint("pvh", BASE, 32),
        Kernels.subject(Kernels.right().build()).entryPoint().orElseThrow());
  }

  @Test
  void k01OtherProcessor() throws ElfException {
    assertFound("K01!", Kernels.right().machine(183), "AArch64", "--target");
  }

  @Test
  void k02ObjectFile() throws ElfException {
    ElfWriter plain = object().symbol("work", 0, 8, Symbol.STT_FUNC, 1);
    assertFound("K02!", plain, "not linked", "no symbol '_start'", "ld -T kernel.ld");
    ElfWriter entered = object().symbol("_start", 8, 8, Symbol.STT_FUNC, 1);
    assertFound("K02", entered, "linked as it is loaded");
    ElfWriter wanting =
        object()
            .symbol("_start", 8, 8, Symbol.STT_FUNC, 1)
            .symbol("memcpy", 0, 0, Symbol.STT_NOTYPE, 0);
    assertFound("K31! K02", wanting, "memcpy");
  }

  private static ElfWriter object() {
    return new ElfWriter(64)
        .type(ElfHeader.ET_REL)
        .section(".text", ElfSection.SHT_PROGBITS, ALLOC_CODE, 0, Kernels.code32());
  }

  @Test
  void k03KernelModule() throws ElfException {
    ElfWriter module =
        new ElfWriter(64)
            .type(ElfHeader.ET_REL)
            .section(".modinfo", ElfSection.SHT_PROGBITS, ElfSection.SHF_ALLOC, 0, new byte[9]);
    assertFound("K03!", module, "kernel module", "insmod");
  }

  @Test
  void k04CoreDump() throws ElfException {
    assertFound("K04!", Kernels.right().type(ElfHeader.ET_CORE), "core dump");
  }

  @Test
  void k05UserProgram() throws ElfException {
    ElfWriter program = Kernels.right().segment(ElfSegment.PT_INTERP, 4, 0, 0, new byte[8], 8, 1);
    assertFound("K05!", program, "under an operating system", "-nostdlib");
  }

  @Test
  void k06SharedLibrary() throws ElfException {
    ElfWriter library =
        new ElfWriter(64)
            .type(ElfHeader.ET_DYN)
            .load(RX, 0x1000, Kernels.code32())
            .sectionOf(0, ".text", ElfSection.SHT_PROGBITS, ALLOC_CODE)
            .symbol("help", 0x1000, 8, Symbol.STT_FUNC, 1);
    assertFound("K06!", library, "shared library", "-shared");
  }

  @Test
  void k07NothingToLoad() throws ElfException {
    assertFound("K07!", kernel(64).notes(ElfWriter.pvhNote(BASE)), "no segment to load", "KEEP");
    assertFound(
        "K07!",
        kernel(64).notes(ElfWriter.pvhNote(BASE)).load(RX, BASE, new byte[0]),
        "its segments to load are empty");
  }

  @Test
  void k08NoCode() throws ElfException {
    ElfWriter empty =
        kernel(64)
            .load(RW, 0x10_2000, new byte[64])
            .notes(ElfWriter.pvhNote(BASE))
            .section(".text", ElfSection.SHT_PROGBITS, ALLOC_CODE, BASE, new byte[0]);
    assertFound("K08! K18! K11", empty, "section .text is empty", "KEEP");
    ElfWriter flags =
        Kernels.sections(
            kernel(64)
                .load(RW, BASE, Kernels.code32())
                .load(RW, 0x10_2000, new byte[64])
                .notes(ElfWriter.pvhNote(BASE)));
    assertFound(
        "K08! K18! K11", flags, "no segment is executable, though section .text", "FLAGS(5)");
  }

  @Test
  void k09PositionIndependent() throws ElfException {
    ElfWriter low =
        new ElfWriter(64)
            .type(ElfHeader.ET_DYN)
            .entry(0x1000)
            .load(RX, 0x1000, Kernels.code32())
            .notes(ElfWriter.pvhNote(0x1000))
            .sectionOf(0, ".text", ElfSection.SHT_PROGBITS, ALLOC_CODE)
            .symbol("_start", 0x1000, 8, Symbol.STT_FUNC, 1);
    assertFound("K09!", low, "type DYN", "linked for address 0x1000", "-no-pie");
    assertFound("K09", Kernels.right().type(ElfHeader.ET_DYN), "type DYN", "-no-pie");
  }

  @Test
  void k10EntryZero() throws ElfException {
    assertFound("K10", Kernels.right().entry(0), "entry address is 0", "ENTRY(_start)");
    assertFound("K10!", multiboot(0), "entry address is 0", ".globl _start");
  }

  /** A 32-bit kernel with a multiboot header, entered at {@code entry}. */
  private static ElfWriter multiboot(long entry) {
    byte[] code = Kernels.code32();
    System.arraycopy(ElfWriter.bytes(0x1BAD_B002L, 4), 0, code, 0x80, 4);
    System.arraycopy(ElfWriter.bytes(-0x1BAD_B002L, 4), 0, code, 0x88, 4);
    return new ElfWriter(32).entry(entry).load(RX, BASE, code);
  }

  @Test
  void multibootIsAWayIn() throws ElfException {
    assertFound("", multiboot(BASE));
    assertEquals(
        new EntryPoint("multiboot", BASE, 32),
        Kernels.subject(multiboot(BASE).build()).entryPoint().orElseThrow());
  }

  @Test
  void k11EntryOutsideCode() throws ElfException {
    assertFound("K11", Kernels.right().entry(0x20_0000), "0x200000 lies in no executable segment");
    assertFound("K11", Kernels.right().entry(0x10_2000), "in segment 1, which is not executable");
    assertFound("K11!", multiboot(0x20_0000), "in no executable segment", "in .text");
  }

  @Test
  void k12NoBootProtocol() throws ElfException {
    ElfWriter plain = kernel(64).load(RX, BASE, Kernels.code64());
    assertFound("K12!", plain, "neither a PVH note", "type 18", "--protocol elf");
  }

  @Test
  void k13NoteNotLoaded() throws ElfException {
    ElfWriter kernel =
        kernel(64)
            .load(RX, BASE, Kernels.code32())
            .section(".note.Xen", ElfSection.SHT_PROGBITS, 2, 0x10_1000, ElfWriter.pvhNote(BASE));
    assertFound("K13! K28", kernel, ".note.Xen has the PVH note", "PHDRS { note PT_NOTE; }");
  }

  @Test
  void k14NoteOwner() throws ElfException {
    byte[] owner = ElfWriter.note("XEN", 18, ElfWriter.bytes(BASE, 4), 4);
    assertFound("K14!", Kernels.withNote(owner), "of owner \"XEN\"", ".asciz \"Xen\"");
    byte[] size = ElfWriter.pvhNote(BASE);
    size[0] = 3; // n_namesz
    assertFound("K14!", Kernels.withNote(size), "n_namesz 3");
  }

  @Test
  void k15NoteType() throws ElfException {
    byte[] note = ElfWriter.note("Xen", 12, ElfWriter.bytes(BASE, 4), 4);
    assertFound("K15!", Kernels.withNote(note), "type 12", "type 18", "0x12");
  }

  @Test
  void k16NoteSize() throws ElfException {
    byte[] two = ElfWriter.note("Xen", 18, ElfWriter.bytes(BASE, 2), 4);
    assertFound("K16!", Kernels.withNote(two), "a value of 2 bytes");
    byte[] high = ElfWriter.note("Xen", 18, ElfWriter.bytes(HIGH + BASE, 8), 4);
    assertFound("K16!", Kernels.withNote(high), "no 32-bit physical address", "_start - OFFSET");
    byte[] wide = ElfWriter.note("Xen", 18, ElfWriter.bytes(BASE, 8), 4);
    assertFound("", Kernels.withNote(wide));
  }

  @Test
  void k17NoteAlignment() throws ElfException {
    ByteArrayOutputStream mixed = new ByteArrayOutputStream();
    mixed.writeBytes(ElfWriter.note("GNU", 5, new byte[4], 8));
    mixed.writeBytes(ElfWriter.note("Xen", 18, ElfWriter.bytes(BASE, 4), 8));
    assertFound("K17", Kernels.withNote(mixed.toByteArray()), "padded to 8 bytes", ".align 4");
    ByteArrayOutputStream shifted = new ByteArrayOutputStream();
    shifted.writeBytes(new byte[2]);
    shifted.writeBytes(ElfWriter.pvhNote(BASE));
    assertFound(
        "K17! K12!", Kernels.withNote(shifted.toByteArray()), "not where a note's owner stands");
  }

  @Test
  void k18NoteEntryOutsideCode() throws ElfException {
    assertFound("K18!", Kernels.withNote(ElfWriter.pvhNote(0x20_0000)), "the file puts nothing");
    assertFound(
        "K18!",
        Kernels.withNote(ElfWriter.pvhNote(0x10_2000)),
        "table (0x102000)",
        "segment 1 is not executable");
    ElfWriter high =
        new ElfWriter(64)
            .entry(HIGH + BASE)
            .segment(1, RX, HIGH + BASE, BASE, Kernels.code32(), 0x100, 4096)
            .notes(ElfWriter.pvhNote(0x8010_0000L));
    assertFound("K18!", high, "0x80100000, a virtual address", "_start - 0xffffffff80000000");
  }

  @Test
  void k19NoteEntrySymbol() throws ElfException {
    assertFound(
        "K19!",
        Kernels.withNote(ElfWriter.pvhNote(BASE + 4)).entry(BASE),
        "_start+0x4 (0x100004), in the middle of a function",
        "_start (0x100000) looks like the entry");
    assertFound(
        "K19",
        Kernels.withNote(ElfWriter.pvhNote(BASE + 0x20)),
        "names work (0x100020)",
        ".long _start");
    assertFound("", Kernels.withNote(ElfWriter.pvhNote(BASE + 0x20)).entry(BASE + 0x20));
  }

  @Test
  void k20Code64Bit() throws ElfException {
    assertFound(
        "K20!",
        Kernels.withCode(Kernels.code64()),
        "_start (0x100000) is 64-bit code",
        "\"dec eax; sub esp,0x18; dec eax\"",
        "\"sub rsp,0x18; lea rax,[rip+",
        ".code32");
  }

  @Test
  void k21SegmentsOverlap() throws ElfException {
    ElfWriter kernel = Kernels.right().load(RW, 0x10_0080, new byte[16]);
    assertFound("K21!", kernel, "segments 0 and 3 both want the memory from 0x100080", "ALIGN(4K)");
  }

  @Test
  void k22SegmentMisaligned() throws ElfException {
    ElfWriter kernel = Kernels.right().segment(1, RW, 0x10_3010, 0x10_3000, new byte[16], 16, 16);
    assertFound("K22", kernel, "do not agree below the alignment 0x10", "ALIGN(4K)");
  }

  @Test
  void k23SegmentSize() throws ElfException {
    ElfWriter kernel = Kernels.right().segment(1, RW, 0x10_3000, 0x10_3000, new byte[16], 8, 1);
    assertFound("K23!", kernel, "0x10 bytes in the file and 0x8 in memory");
  }

  @Test
  void k24OutsideRam() throws ElfException {
    ElfWriter kernel = Kernels.right().load(RW, 0x1000_0000, new byte[16]);
    assertFound("K24!", kernel, "0x10000000", "the machine's ends at 0x8000000", "-m 257M");
    ElfWriter hole = Kernels.right().segment(1, RW, 0x7000_0000, 0xC000_0000L, new byte[9], 9, 1);
    assertFound("K24!", hole, "below 3 GiB");
  }

  @Test
  void k25OverFirmware() throws ElfException {
    ElfWriter kernel = Kernels.right().load(RW, 0x9_F000, new byte[0x1000]);
    assertFound("K25!", kernel, "640 KiB to 1 MiB", ". = 1M;");
  }

  @Test
  void k26PhysicalIsVirtual() throws ElfException {
    ElfWriter kernel = Kernels.right().load(RW, HIGH + 0x10_3000, new byte[16]);
    assertFound("K26!", kernel, "its physical address is its virtual one", "AT(ADDR(.text)");
  }

  @Test
  void k27FileCutShort() throws ElfException {
    byte[] whole = Kernels.right().load(RW, 0x10_3000, new byte[0x4000]).build();
    byte[] cut = Arrays.copyOf(whole, 0x3000);
    assertFound("K27! K32 K32", cut, "the file has 12,288 bytes", "segment 3", "16,384 bytes");
  }

  @Test
  void k28SectionNotLoaded() throws ElfException {
    ElfWriter kernel =
        Kernels.right()
            .section(".data.far", ElfSection.SHT_PROGBITS, ALLOC_DATA, 0x30_0000, new byte[8]);
    assertFound("K28!", kernel, "section .data.far at 0x300000", ":data");
  }

  @Test
  void k29SymbolsWithoutBytes() throws ElfException {
    ElfWriter kernel = Kernels.right().symbol("gone", 0x20_0000, 0x80, Symbol.STT_FUNC, 1);
    assertFound("K29!", kernel, "1 functions have no bytes", "gone at 0x200000", "objcopy");
  }

  @Test
  void k30UnresolvedRelocations() throws ElfException {
    byte[] relocation = new byte[24];
    relocation[0] = 8;
    relocation[2] = 0x10;
    relocation[8] = 8; // R_X86_64_RELATIVE
    ElfWriter kernel =
        kernel(64)
            .load(RX, BASE, Kernels.code32())
            .load(ElfSegment.PF_R, 0x10_2000, relocation)
            .notes(ElfWriter.pvhNote(BASE))
            .sectionOf(1, ".rela.dyn", ElfSection.SHT_RELA, ElfSection.SHF_ALLOC);
    assertFound("K30!", kernel, "1 relocations in .rela.dyn", "0x100008", "-no-pie");
  }

  @Test
  void k31UndefinedSymbols() throws ElfException {
    ElfWriter kernel = Kernels.right().symbol("memcpy", 0, 0, Symbol.STT_NOTYPE, 0);
    assertFound("K31!", kernel, "not defined: memcpy", "libgcc");
  }

  @Test
  void k32DamagedHeaders() throws ElfException {
    byte[] sections = Kernels.right().build();
    sections[0x2F] = 1; // e_shoff
    assertFound("K32 K32", sections, "section headers are not where its header says");
    byte[] segments = Kernels.right().build();
    segments[0x36] = 1; // e_phentsize
    assertFound("K32!", segments, "program headers");
  }

  @Test
  void k35MultibootHeader() throws ElfException {
    byte[] checksum = multiboot(BASE).build();
    checksum[0x1088]++;
    assertFound("K35!", checksum, "at offset 0x1080", "wrong checksum", "-(0x1BADB002 + FLAGS)");
    byte[] code = Arrays.copyOf(Kernels.code32(), 0x3000);
    System.arraycopy(ElfWriter.bytes(0x1BAD_B002L, 4), 0, code, 0x2000, 4);
    ElfWriter far = new ElfWriter(32).entry(BASE).load(RX, BASE, code);
    assertFound("K35!", far, "at offset 0x3000", "first 8 KiB", "KEEP(*(.multiboot))");
    byte[] flags = multiboot(BASE).build();
    flags[0x1085] = 0x40;
    flags[0x1089] = 0x0F;
    assertFound("K35!", flags, "requires what the specification does not know");
  }

  /** Bytes at random: nothing escapes, and there is always an answer. */
  @Test
  void nothingEscapesFromDamagedFiles() {
    long seed = 55_555;
    Random random = new Random(seed);
    byte[] right = Kernels.right().build();
    for (int i = 0; i < 20_000; i++) {
      byte[] wrong = right.clone();
      int changes = 1 + random.nextInt(5);
      for (int change = 0; change < changes; change++) {
        int at = random.nextInt(random.nextBoolean() ? 0x100 : wrong.length);
        wrong[at] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
      }
      try {
        Kernels.check(wrong);
      } catch (ElfException e) {
        assertFalse(e.getMessage().isEmpty());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", file " + i, e);
      }
    }
  }
}
