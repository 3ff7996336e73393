package emu.devices.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Line numbers of programs that are written opcode by opcode. */
class LineTableTest {
  private static final long CODE = 0x10_0000;

  private static ElfWriter kernel(byte[] lines) {
    return new ElfWriter(64)
        .load(5, CODE, new byte[0x1000])
        .sectionOf(0, ".text", ElfSection.SHT_PROGBITS, 6)
        .section(".debug_line", ElfSection.SHT_PROGBITS, 0, 0, lines)
        .section(".debug_line_str", ElfSection.SHT_PROGBITS, 0, 0, LineUnit.strings());
  }

  private static LineTable table(ElfWriter writer) throws ElfException {
    return LineTable.of(ElfFile.of(ByteBuffer.wrap(writer.build()), "the kernel"));
  }

  private static LineUnit program(int version, boolean wide) {
    return new LineUnit(version, wide)
        .setAddress(CODE)
        .special(0, 8) // line 9
        .special(4, -2) // +4: 7
        .advanceLine(-6) // 1
        .advancePc(0x200)
        .copy() // +0x204: 1
        .file(2)
        .constAddPc() // 17
        .fixedAdvancePc(0x100)
        .special(1, 3) // +0x316: 4
        .advancePc(0x10)
        .end();
  }

  private static Stream<Arguments> versions() {
    return Stream.of(2, 3, 4, 5)
        .flatMap(version -> Stream.of(Arguments.of(version, false), Arguments.of(version, true)));
  }

  private static void check(LineTable table, int version) {
    String folder = version == 5 ? "/src/kernel/" : "";
    assertEquals(Optional.empty(), table.at(CODE - 1));
    assertEquals(folder + "main.c:9", table.at(CODE).orElseThrow().toString());
    assertEquals(folder + "main.c:9", table.at(CODE + 3).orElseThrow().toString());
    assertEquals(folder + "main.c:7", table.at(CODE + 4).orElseThrow().toString());
    assertEquals(folder + "main.c:1", table.at(CODE + 0x204).orElseThrow().toString());
    assertEquals(new SourceLine(folder + "lib/util.c", 4), table.at(CODE + 0x316).orElseThrow());
    assertEquals(new SourceLine(folder + "lib/util.c", 4), table.at(CODE + 0x325).orElseThrow());
    assertEquals(Optional.empty(), table.at(CODE + 0x326));
  }

  @Test
  void showsAllStretchesOfCode() throws ElfException {
    List<String> stretches = new ArrayList<>();
    table(kernel(program(4, false).build()))
        .forEach((first, next, line) ->
            stretches.add("%x-%x %s".formatted(first - CODE, next - CODE, line)));
    assertEquals(
        List.of("0-4 main.c:9", "4-204 main.c:7", "204-316 main.c:1", "316-326 lib/util.c:4"),
        stretches);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void readsAllVersions(int version, boolean wide) throws ElfException {
    check(table(kernel(program(version, wide).build())), version);
  }

  @Test
  void readsCompressedSections() throws ElfException {
    byte[] lines = program(5, false).build();
    Deflater deflater = new Deflater();
    deflater.setInput(lines);
    deflater.finish();
    byte[] packed = new byte[1000];
    int size = deflater.deflate(packed);
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    section.writeBytes(ElfWriter.bytes(1, 8)); // ELFCOMPRESS_ZLIB, reserved
    section.writeBytes(ElfWriter.bytes(lines.length, 8));
    section.writeBytes(ElfWriter.bytes(1, 8));
    section.write(packed, 0, size);
    ElfWriter kernel =
        new ElfWriter(64)
            .load(5, CODE, new byte[0x1000])
            .sectionOf(0, ".text", ElfSection.SHT_PROGBITS, 6)
            .section(
                ".debug_line",
                ElfSection.SHT_PROGBITS,
                ElfSection.SHF_COMPRESSED,
                0,
                section.toByteArray())
            .section(".debug_line_str", ElfSection.SHT_PROGBITS, 0, 0, LineUnit.strings());
    check(table(kernel), 5);
  }

  /** RFC 8878: a frame with one raw block is enough to see that the decoder is asked. */
  @Test
  void readsSectionsCompressedWithZstd() throws ElfException {
    byte[] lines = program(4, false).build();
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    section.writeBytes(ElfWriter.bytes(2, 8)); // ELFCOMPRESS_ZSTD, reserved
    section.writeBytes(ElfWriter.bytes(lines.length, 8));
    section.writeBytes(ElfWriter.bytes(1, 8));
    section.writeBytes(ElfWriter.bytes(0xFD2F_B528L, 4));
    section.write(0x20); // single segment, size in one byte
    section.write(lines.length);
    section.writeBytes(ElfWriter.bytes(lines.length << 3 | 1, 3));
    section.writeBytes(lines);
    check(
        table(
            new ElfWriter(64)
                .load(5, CODE, new byte[0x1000])
                .sectionOf(0, ".text", ElfSection.SHT_PROGBITS, 6)
                .section(
                    ".debug_line",
                    ElfSection.SHT_PROGBITS,
                    ElfSection.SHF_COMPRESSED,
                    0,
                    section.toByteArray())),
        4);
  }

  @Test
  void relocatesObjectFiles() throws ElfException {
    ElfWriter object =
        new ElfWriter(64)
            .type(ElfHeader.ET_REL)
            .section(".text", ElfSection.SHT_PROGBITS, 6, 0, new byte[0x1000])
            .section(
                ".debug_line",
                ElfSection.SHT_PROGBITS,
                0,
                0,
                new LineUnit(4, false).setAddress(0).special(0, 4).advancePc(0x80).end().build());
    // r_offset: behind the header and the opcode; R_X86_64_64 against the symbol of .text.
    int at = new LineUnit(4, false).build().length + 3;
    ByteArrayOutputStream relocation = new ByteArrayOutputStream();
    relocation.writeBytes(ElfWriter.bytes(at, 8));
    relocation.writeBytes(ElfWriter.bytes(1L << 32 | 1, 8));
    relocation.writeBytes(ElfWriter.bytes(0x20, 8));
    object
        .section(
            ".rela.debug_line",
            ElfSection.SHT_RELA,
            0,
            0,
            relocation.toByteArray(),
            object.symbolTableIndex() + 1,
            2,
            8,
            24)
        .symbol(new Symbol("", 0, 0, Symbol.STT_SECTION, Symbol.STB_LOCAL, 1))
        .symbol("work", 0x20, 8, Symbol.STT_FUNC, 1);
    ElfFile file = ElfFile.of(ByteBuffer.wrap(object.build()), "the object");
    LineTable table = LineTable.of(file, section -> CODE);
    assertEquals(new SourceLine("main.c", 5), table.at(CODE + 0x20).orElseThrow());
    assertEquals(Optional.empty(), table.at(CODE + 0x1F));
    SymbolTable symbols = SymbolTable.of(file, section -> CODE);
    assertEquals("work+0x7", symbols.describe(CODE + 0x27).orElseThrow());
  }

  /** A linker that drops a function leaves its line numbers, at address 0. */
  @Test
  void leavesOutSequencesOfDroppedCode() throws ElfException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes(
        new LineUnit(4, false).setAddress(0).special(0, 1).advancePc(0x1000).end().build());
    lines.writeBytes(program(4, false).build());
    LineTable table = table(kernel(lines.toByteArray()));
    assertEquals(Optional.empty(), table.at(0x10));
    check(table, 4);
  }

  @Test
  void goesOnBehindADamagedUnit() throws ElfException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    byte[] damaged = program(4, false).build();
    damaged[4] = 77; // version
    lines.writeBytes(damaged);
    lines.writeBytes(program(3, false).build());
    check(table(kernel(lines.toByteArray())), 3);
  }

  @Test
  void knowsNothingWithoutTheSection() throws ElfException {
    assertTrue(table(new ElfWriter(64)).isEmpty());
    assertEquals(Optional.empty(), LineTable.EMPTY.at(0));
  }
}
