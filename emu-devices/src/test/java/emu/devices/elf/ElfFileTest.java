package emu.devices.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, notes and relocations, and files that lie about them. */
class ElfFileTest {
  private static final long HIGH = 0xFFFF_FFFF_8010_0000L;

  private static byte[] kernel(int bits) {
    long top = bits == 64 ? HIGH : 0xC010_0000L;
    byte[] relocations = new byte[bits == 64 ? 24 : 8];
    relocations[0] = 8;
    relocations[bits == 64 ? 8 : 4] = 2;
    relocations[bits == 64 ? 12 : 5] = 1;
    byte[] lines = new LineUnit(5, false).setAddress(top).special(2, 3).end().build();
    return new ElfWriter(bits)
        .entry(0x10_0004)
        .segment(ElfSegment.PT_LOAD, 5, top, 0x10_0000, new byte[64], 0x2000, 0x1000)
        .notes(ElfWriter.pvhNote(0x10_0008))
        .sectionOf(0, ".text", ElfSection.SHT_PROGBITS, 6)
        .sectionOf(1, ".note.pvh", ElfSection.SHT_NOTE, 0)
        .section(
            ".rel.text",
            bits == 64 ? ElfSection.SHT_RELA : ElfSection.SHT_REL,
            0,
            0,
            relocations,
            5,
            1,
            8,
            relocations.length)
        .section(".debug_line", ElfSection.SHT_PROGBITS, 0, 0, lines)
        .symbol("start", top, 64, Symbol.STT_FUNC, 1)
        .build();
  }

  private static ElfFile file(byte[] bytes) throws ElfException {
    return ElfFile.of(ByteBuffer.wrap(bytes), "the kernel");
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void readsHeaders(int bits) throws ElfException {
    ElfFile file = file(kernel(bits));
    assertEquals(bits, file.header().bits());
    assertEquals("EXEC", file.header().typeName());
    assertTrue(file.header().isForPc());
    assertEquals(0x10_0004, file.header().entry());
    ElfSegment load = file.segments().getFirst();
    assertEquals("LOAD R E", load.typeName() + " " + load.flagText());
    assertTrue(load.holds(0x10_003F));
    assertFalse(load.holds(0x10_0040));
    assertTrue(load.coversPhysical(0x10_1FFF));
    ElfSection text = file.section(".text").orElseThrow();
    assertEquals("PROGBITS AX", text.typeName() + " " + text.flagText());
    assertEquals(64, file.bytes(load).size());
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void translatesAddresses(int bits) throws ElfException {
    ElfFile file = file(kernel(bits));
    long top = file.segments().getFirst().virtualAddress();
    assertEquals(OptionalLong.of(0x10_0010), file.physicalAddress(top + 0x10));
    assertEquals(OptionalLong.of(top + 0x10), file.virtualAddress(0x10_0010));
    assertEquals(OptionalLong.empty(), file.virtualAddress(0x20_0000));
  }

  @Test
  void readsNotesOfSegmentsAndSections() throws ElfException {
    ElfFile file = file(kernel(64));
    ElfSection section = file.section(".note.pvh").orElseThrow();
    for (ElfBytes bytes : List.of(file.bytes(file.segments().get(1)), file.bytes(section))) {
      ElfNote note = ElfNote.readAll(bytes, 4).getFirst();
      assertEquals("Xen 18", note.owner() + " " + note.type());
      assertEquals(0x10_0008, note.value().u32(0));
    }
  }

  @Test
  void notesArePaddedAsTheirAlignmentSays() {
    byte[] two = new byte[48];
    byte[] first = ElfWriter.note("GNU", 5, new byte[4], 8);
    System.arraycopy(first, 0, two, 0, first.length);
    byte[] second = ElfWriter.note("Xen", 18, new byte[4], 8);
    System.arraycopy(second, 0, two, first.length, second.length);
    ElfBytes bytes = ElfBytes.of(ByteBuffer.wrap(two), "the notes");
    assertEquals("Xen", ElfNote.readAll(bytes, 8).get(1).owner());
    assertEquals("", ElfNote.readAll(bytes, 4).get(1).owner());
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void readsRelocations(int bits) throws ElfException {
    ElfFile file = file(kernel(bits));
    Relocation relocation =
        Relocation.readAll(file, file.section(".rel.text").orElseThrow()).getFirst();
    assertEquals(8, relocation.offset());
    assertEquals(1, relocation.symbol());
    assertEquals(bits == 64, relocation.addend().isPresent());
    assertEquals(
        RelocationType.PC32,
        RelocationType.of(file.header().machine(), relocation.type()).orElseThrow());
  }

  @Test
  void relocationsKnowWhatFits() {
    int amd64 = ElfHeader.EM_X86_64;
    assertTrue(RelocationType.R32.fits(amd64, 0xFFFF_FFFFL));
    assertFalse(RelocationType.R32.fits(amd64, -1));
    assertTrue(RelocationType.R32S.fits(amd64, HIGH));
    assertFalse(RelocationType.R32S.fits(amd64, 0xFFFF_FFFFL));
    assertFalse(RelocationType.PC32.fits(amd64, 1L << 31));
    assertTrue(RelocationType.R64.fits(amd64, Long.MIN_VALUE));
    assertTrue(RelocationType.R16.fits(amd64, 0xFFFF));
    assertFalse(RelocationType.R8.fits(amd64, 0x100));
    assertTrue(RelocationType.R32.fits(ElfHeader.EM_386, -1));
    assertEquals(0x20, RelocationType.PLT32.value(0x120, 0x100));
  }

  @Test
  void saysWhatIsNoElfFile() {
    ElfException e = assertThrows(ElfException.class, () -> file(new byte[100]));
    assertEquals("the kernel is no ELF file: give one", e.getMessage());
    byte[] big = kernel(64);
    big[5] = 2;
    assertThrows(ElfException.class, () -> file(big));
    byte[] cut = java.util.Arrays.copyOf(kernel(64), 40);
    assertThrows(ElfException.class, () -> file(cut));
  }

  @Test
  void damagedSectionsLeaveTheSegments() throws ElfException {
    byte[] bytes = kernel(64);
    bytes[0x2F] = 0x7F; // e_shoff
    ElfFile file = file(bytes);
    assertEquals(2, file.segments().size());
    assertThrows(ElfException.class, file::sections);
  }

  /** Bytes at random in files that are right: all that may come of it is an ElfException. */
  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void nothingEscapesFromDamagedFiles(int bits) {
    long seed = 20_261_120L + bits;
    Random random = new Random(seed);
    byte[] right = kernel(bits);
    for (int i = 0; i < 20_000; i++) {
      byte[] wrong = right.clone();
      int changes = 1 + random.nextInt(6);
      for (int change = 0; change < changes; change++) {
        wrong[random.nextInt(wrong.length)] =
            (byte) (random.nextBoolean() ? random.nextInt() : random.nextBoolean() ? -1 : 0);
      }
      try {
        readAll(wrong);
      } catch (ElfException e) {
        assertTrue(e.getMessage().startsWith("the kernel"), e.getMessage());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", file " + i, e);
      }
    }
  }

  private static void readAll(byte[] bytes) throws ElfException {
    ElfFile file = file(bytes);
    for (ElfSegment segment : file.segments()) {
      ElfNote.readAll(file.bytes(segment), segment.alignment());
    }
    LineTable.of(file).at(HIGH);
    SymbolTable.of(file).at(HIGH + 5);
    for (ElfSection section : file.sections()) {
      file.bytes(section);
      if (section.type() == ElfSection.SHT_RELA || section.type() == ElfSection.SHT_REL) {
        Relocation.readAll(file, section);
      }
    }
  }
}
