package emu.devices.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.decompress.Compression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PvhLoadTest {
  @TempDir Path folder;
  private LoaderFixture machine;

  @BeforeEach
  void make() {
    machine = new LoaderFixture(folder, 4);
  }

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void segmentsAreInPlaceAndTheRestIsCleared() throws IOException, BootException {
    machine.memory.write(0x10_1002, 1, 0xFF);
    machine.memory.write(0x10_17FF, 1, 0xFF);
    machine.memory.write(0x10_1800, 1, 0xFF);
    machine.load(ElfBuilder.pvhKernel().build());
    assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, machine.bytes(0x10_0000, 8));
    assertArrayEquals(new byte[] {9, 10, 0}, machine.bytes(0x10_1000, 3));
    assertEquals(0, machine.memory.read(0x10_17FF, 1));
    assertEquals(0xFF, machine.memory.read(0x10_1800, 1));
  }

  @Test
  void processorIsIn32BitProtectedModeOnFlatSegments() throws IOException, BootException {
    EntryState state = machine.load(ElfBuilder.pvhKernel().build());
    assertEquals(Mode.PROTECTED_32, state.mode());
    assertEquals(0x10_0004, state.rip());
    assertEquals(0, state.cr3());
    assertEquals(
        0x00CF_9B00_0000_FFFFL, machine.memory.read(state.gdtBase() + state.codeSelector(), 8));
    assertEquals(
        0x00CF_9300_0000_FFFFL, machine.memory.read(state.gdtBase() + state.dataSelector(), 8));
    assertEquals(31, state.gdtLimit());
  }

  @Test
  void startInfo() throws IOException, BootException {
    machine.initrd("a module".getBytes(StandardCharsets.US_ASCII));
    machine.initrd(new byte[5000], "its text");
    long info = machine.load(ElfBuilder.pvhKernel().build()).rbx();
    assertEquals(0x336E_C578, machine.memory.read(info, 4));
    assertEquals(1, machine.memory.read(info + 4, 4));
    assertEquals(0, machine.memory.read(info + 8, 4));
    assertEquals("console=ttyS0", machine.text(machine.memory.read(info + 24, 8)));
    assertEquals(LoaderFixture.RSDP, machine.memory.read(info + 32, 8));

    assertEquals(2, machine.memory.read(info + 12, 4));
    long modules = machine.memory.read(info + 16, 8);
    assertEquals(0x10_2000, machine.memory.read(modules, 8), "the page above the kernel");
    assertEquals("a module".length(), machine.memory.read(modules + 8, 8));
    assertEquals("a module", machine.text(0x10_2000));
    String text = machine.text(machine.memory.read(modules + 16, 8));
    assertTrue(text.endsWith("initrd0"), text);
    assertEquals(0x10_3000, machine.memory.read(modules + 32, 8));
    assertEquals(5000, machine.memory.read(modules + 40, 8));
    text = machine.text(machine.memory.read(modules + 48, 8));
    assertTrue(text.endsWith("initrd1 its text"), text);

    assertEquals(machine.map.size(), machine.memory.read(info + 48, 4));
    long entry = machine.memory.read(info + 40, 8);
    for (MemoryMapEntry expected : machine.map) {
      assertEquals(expected.start(), machine.memory.read(entry, 8));
      assertEquals(expected.length(), machine.memory.read(entry + 8, 8));
      assertEquals(expected.type().code(), machine.memory.read(entry + 16, 4));
      entry += 24;
    }
  }

  @Test
  void linuxGetsItsInitrdsAsOne() throws IOException, BootException {
    machine.initrd("not an archive".getBytes(StandardCharsets.US_ASCII));
    machine.initrd("another".getBytes(StandardCharsets.US_ASCII));
    byte[] banner = "Linux version 0.".getBytes(StandardCharsets.US_ASCII);
    long info = machine.load(ElfBuilder.pvhKernel().load(0x10_2000, banner, 16).build()).rbx();
    assertEquals(1, machine.memory.read(info + 12, 4));
    long modules = machine.memory.read(info + 16, 8);
    long initrd = machine.memory.read(modules, 8);
    assertEquals(machine.memory.lowRamEnd() - 0x3000, initrd, "the page below the ACPI tables");
    assertEquals(24, machine.memory.read(modules + 8, 8));
    assertEquals("not an archive", machine.text(initrd));
    assertEquals("another", machine.text(initrd + 16));
    assertEquals(0, machine.memory.read(modules + 16, 8), "no text");
  }

  @Test
  void noInitrdMeansNoModules() throws IOException, BootException {
    long info = machine.load(ElfBuilder.pvhKernel().build()).rbx();
    assertEquals(0, machine.memory.read(info + 12, 4));
    assertEquals(0, machine.memory.read(info + 16, 8));
  }

  @Test
  void elf32WithANoteOfFourBytes() throws IOException, BootException {
    byte[] kernel =
        new ElfBuilder(32)
            .load(0x20_0000, new byte[] {1, 2, 3, 4}, 0x100)
            .notes(ElfBuilder.note("Xen", 18, ElfBuilder.address(0x20_0000, 4)))
            .build();
    assertEquals(0x20_0000, machine.load(kernel).rip());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BZIP2", "LZO"})
  void elfInsideABzImage(Compression compression) throws IOException, BootException {
    byte[] image = BzImageBuilder.of(compression, ElfBuilder.pvhKernel().build()).build();
    EntryState state = machine.load(image);
    assertEquals(0x10_0004, state.rip());
    assertEquals(Mode.PROTECTED_32, state.mode());
    assertArrayEquals(new byte[] {1, 2, 3, 4}, machine.bytes(0x10_0000, 4));
  }

  @Test
  void refusals() throws IOException {
    machine.protocol(BootProtocol.PVH);
    ElfBuilder plain = new ElfBuilder(64).load(0x10_0000, new byte[16], 16).entry(0x10_0000);
    machine.assertRefused(plain.build(), "has no PVH note");
    machine.assertRefused(
        BzImageBuilder.of(Compression.GZIP, plain.build()).build(), "has no PVH note");
    machine.assertRefused(
        BzImageBuilder.of(Compression.GZIP, new byte[100]).build(), "is no ELF file");
    machine.assertRefused(
        new BzImageBuilder(new byte[100], 100).build(), "compressed in an unknown way");
    machine.assertRefused(
        new BzImageBuilder("BZh91AY".getBytes(StandardCharsets.US_ASCII), 100).build(), "bzip2");
  }

  @Test
  void notesThatLie() throws IOException {
    machine.assertRefused(
        kernelWithNote(ElfBuilder.note("Xen", 18, new byte[3])), "a value of 3 bytes");
    machine.assertRefused(
        kernelWithNote(ElfBuilder.note("Xen", 18, ElfBuilder.address(1L << 32, 8))),
        "no 32-bit physical address");
    machine.assertRefused(
        kernelWithNote(ElfBuilder.note("Xen", 18, ElfBuilder.address(0x10_0010, 8))),
        "only cleared memory");
    byte[] note = ElfBuilder.note("Xen", 18, new byte[8]);
    note[4] = 9;
    machine.protocol(BootProtocol.PVH).assertRefused(kernelWithNote(note), "no PVH note");
  }

  private static byte[] kernelWithNote(byte[] note) {
    return new ElfBuilder(64).load(0x10_0000, new byte[16], 32).notes(note).build();
  }
}
