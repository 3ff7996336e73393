package emu.devices.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Multiboot1LoadTest {
  private static final int VIDEO = 1 << 2;
  private static final int ADDRESSES = 1 << 16;

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

  private static byte[] elf(int bits, byte[] header) {
    return new ElfBuilder(bits).load(0x10_0000, header, 0x2000).entry(0x10_0004).build();
  }

  private long word(long address) {
    return machine.memory.read(address, 4);
  }

  @Test
  void entryState() throws IOException, BootException {
    EntryState state = machine.load(elf(32, Words.multiboot1(3)));
    assertEquals(Mode.PROTECTED_32, state.mode());
    assertEquals(0x10_0004, state.rip());
    assertEquals(0x2BAD_B002L, state.rax());
    assertEquals(
        0x00CF_9B00_0000_FFFFL, machine.memory.read(state.gdtBase() + state.codeSelector(), 8));
  }

  @Test
  void information() throws IOException, BootException {
    machine.commandLine("a=b c").initrd(new byte[] {1, 2, 3}, "text").initrd(new byte[] {4});
    long info = machine.load(elf(32, Words.multiboot1(3))).rbx();
    assertEquals(1 | 1 << 2 | 1 << 3 | 1 << 6 | 1 << 9, word(info));
    assertEquals(639, word(info + 4));
    assertEquals(3 << 10, word(info + 8));
    String commandLine = machine.text(word(info + 16));
    assertTrue(commandLine.endsWith("/kernel a=b c"), commandLine);
    assertEquals("emu", machine.text(word(info + 64)));

    assertEquals(2, word(info + 20));
    long modules = word(info + 24);
    assertEquals(0x10_2000, word(modules));
    assertEquals(0x10_2003, word(modules + 4));
    assertArrayEquals(new byte[] {1, 2, 3}, machine.bytes(0x10_2000, 3));
    assertTrue(machine.text(word(modules + 8)).endsWith("initrd0 text"));
    assertEquals(0x10_3000, word(modules + 16));
    assertEquals(0x10_3001, word(modules + 20));

    long entry = word(info + 48);
    long end = entry + word(info + 44);
    for (MemoryMapEntry expected : machine.map) {
      assertEquals(20, word(entry));
      assertEquals(expected.start(), machine.memory.read(entry + 4, 8));
      assertEquals(expected.length(), machine.memory.read(entry + 12, 8));
      assertEquals(expected.type().code(), word(entry + 20));
      entry += 24;
    }
    assertEquals(end, entry);
  }

  @Test
  void addressesCountMoreThanTheElfHeader() throws IOException, BootException {
    // header_addr, load_addr, load_end_addr, bss_end_addr, entry_addr: the ELF header is left out.
    byte[] header =
        Words.multiboot1(ADDRESSES, 0x20_0004, 0x20_0000, 0x20_0028, 0x20_1000, 0x20_0024);
    byte[] elf = elf(64, join(Words.of(0xAABB_CCDDL), header, Words.of(0x1122_3344, 9, 9)));
    machine.memory.write(0x20_0FFC, 4, 0xFFFF_FFFFL);
    EntryState state = machine.load(elf);
    assertEquals(0x20_0024, state.rip());
    assertEquals(0xAABB_CCDDL, word(0x20_0000));
    assertEquals(0x1122_3344, word(0x20_0024));
    assertEquals(0, word(0x20_0028), "after load_end_addr it is cleared");
    assertEquals(0, word(0x20_0FFC));
    assertEquals(0, word(state.rbx()) & 1 << 5, "no ELF sections");
  }

  @Test
  void wholeFileWithoutAnEnd() throws IOException, BootException {
    byte[] header = Words.multiboot1(ADDRESSES, 0x10_0000, 0x10_0000, 0, 0, 0x10_0020);
    assertEquals(0x10_0020, machine.load(join(header, Words.of(7, 8))).rip());
    assertEquals(8, word(0x10_0024));
  }

  @Test
  void addressesThatLie() throws IOException {
    refuse("contradict", 0x10_0000, 0x0F_FFF0, 0, 0, 0x10_0000);
    refuse("contradict", 0x10_0000, 0x10_0000, 0x10_1000, 0, 0x10_0000);
    refuse("contradict", 0x10_0000, 0x20_0000, 0, 0, 0x10_0000);
    refuse("entry address", 0x10_0000, 0x10_0000, 0, 0, 0x10_0020);
    refuse("wants the memory", 0xA_0000, 0xA_0000, 0, 0, 0xA_0000);
    refuse("-m", 0x10_0000, 0x10_0000, 0, 0x3FFF_FFFFL, 0x10_0000);
  }

  private void refuse(String part, long... addresses) throws IOException {
    machine.assertRefused(Words.multiboot1(ADDRESSES, addresses), part);
  }

  @Test
  void withoutAddressesItMustBeElf() throws IOException {
    machine.assertRefused(Words.multiboot1(3), "multiboot header without addresses");
  }

  @Test
  void unknownRequirements() throws IOException {
    machine.assertRefused(elf(32, Words.multiboot1(1 << 4)), "flags 0x10");
  }

  @Test
  void higherHalfKernelIsEnteredWhereItIsLoaded() throws IOException, BootException {
    byte[] kernel =
        new ElfBuilder(64)
            .load(0x10_0000, Words.multiboot1(3), 12)
            .entry(0xFFFF_FFFF_8010_0008L)
            .build();
    assertEquals(0x10_0008, machine.load(kernel).rip());
  }

  @Test
  void pictureAsItIsWanted() throws IOException, BootException {
    machine.display(new FakeDisplay(1280, 720));
    long info = machine.load(elf(32, video(0, 1280, 720, 16))).rbx();
    assertEquals(1 << 12, word(info) & 1 << 12);
    assertEquals(FakeDisplay.ADDRESS, machine.memory.read(info + 88, 8));
    assertEquals(2560, word(info + 96));
    assertEquals(1280, word(info + 100));
    assertEquals(720, word(info + 104));
    assertEquals(16 | 1 << 8, machine.memory.read(info + 108, 2), "16 bits, RGB");
    assertArrayEquals(new byte[] {11, 5, 5, 6, 0, 5}, machine.bytes(info + 110, 6));
  }

  @Test
  void nearestPictureIfThereIsNoSuch() throws IOException, BootException {
    machine.display(new FakeDisplay(800, 600));
    long info = machine.load(elf(32, video(0, 1366, 768, 8))).rbx();
    assertEquals(800, word(info + 100));
    assertEquals(32, machine.memory.read(info + 108, 1));
  }

  @Test
  void textIfThatIsWanted() throws IOException, BootException {
    machine.display(new FakeDisplay(1024, 768));
    long info = machine.load(elf(32, video(1, 80, 25, 0))).rbx();
    assertEquals(0xB8000, machine.memory.read(info + 88, 8));
    assertEquals(16 | 2 << 8, machine.memory.read(info + 108, 2), "16 bits, EGA text");
  }

  @Test
  void noScreenIfThereIsNoneOrNobodyAsks() throws IOException, BootException {
    long info = machine.load(elf(32, video(0, 1024, 768, 32))).rbx();
    assertEquals(0, word(info) & 1 << 12);
    machine.display(new FakeDisplay(1024, 768));
    assertEquals(0, word(machine.load(elf(32, Words.multiboot1(3))).rbx()) & 1 << 12);
  }

  private static byte[] video(long... fields) {
    long[] all = new long[5 + fields.length];
    System.arraycopy(fields, 0, all, 5, fields.length);
    return Words.multiboot1(VIDEO, all);
  }

  @Test
  void headerEverywhereInTheFirst8KibNotBeyond() throws IOException, BootException {
    byte[] header = Words.multiboot1(3);
    byte[] far = join(new byte[8192 - 84 - header.length], header);
    assertEquals(Mode.PROTECTED_32, machine.load(elf(32, far)).mode());
    byte[] beyond = join(new byte[4], far);
    machine.assertRefused(elf(32, beyond), "first 8 KiB");
  }

  @Test
  void wrongChoices() throws IOException {
    byte[] kernel = elf(32, Words.multiboot1(3));
    machine.protocol(BootProtocol.PVH);
    machine.assertRefused(kernel, "has no PVH note: it has a multiboot header, use --protocol");
    machine.protocol(BootProtocol.MULTIBOOT2);
    machine.assertRefused(kernel, "has no multiboot 2 header: it has a multiboot header");
    machine.protocol(BootProtocol.MULTIBOOT);
    machine.assertRefused(
        ElfBuilder.pvhKernel().build(),
        "has no multiboot header: it has a PVH note, use --protocol pvh");
    machine.assertRefused("x".getBytes(StandardCharsets.US_ASCII), "--protocol flat");
  }

  static byte[] join(byte[]... parts) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
