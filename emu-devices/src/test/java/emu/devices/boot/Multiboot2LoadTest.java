package emu.devices.boot;

import static emu.devices.boot.Words.tag;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Multiboot2LoadTest {
  private static final int COMMAND_LINE = 1;
  private static final int MODULE = 3;
  private static final int MEMORY_MAP = 6;
  private static final int FRAMEBUFFER = 8;
  private static final int OLD_RSDP = 14;
  private static final int NEW_RSDP = 15;
  private static final int LOAD_BASE = 21;

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

  private static byte[] elf(long... tags) {
    return new ElfBuilder(64)
        .load(0x10_0000, Words.multiboot2(tags), 0x2000)
        .entry(0x10_0004)
        .build();
  }

  private long word(long address) {
    return machine.memory.read(address, 4);
  }

  /** Address of the body of each tag, the last of a type. */
  private Map<Integer, Long> tags(long info) {
    assertEquals(0, info % 8);
    assertEquals(0, word(info + 4));
    Map<Integer, Long> tags = new HashMap<>();
    long at = info + 8;
    while (word(at) != 0) {
      tags.put((int) word(at), at + 8);
      at += word(at + 4) + 7 & -8;
    }
    assertEquals(8, word(at + 4));
    assertEquals(info + word(info), at + 8);
    return tags;
  }

  @Test
  void entryState() throws IOException, BootException {
    EntryState state = machine.load(elf());
    assertEquals(Mode.PROTECTED_32, state.mode());
    assertEquals(0x10_0004, state.rip());
    assertEquals(0x36D7_6289L, state.rax());
  }

  @Test
  void information() throws IOException, BootException {
    machine.commandLine("a=b c").initrd(new byte[] {1, 2, 3}, "text");
    machine.memory.write(LoaderFixture.RSDP + 15, 1, 2);
    machine.memory.write(LoaderFixture.RSDP + 20, 4, 36);
    machine.memory.write(LoaderFixture.RSDP + 35, 1, 0x77);
    Map<Integer, Long> tags = tags(machine.load(elf()).rbx());
    assertEquals("a=b c", machine.text(tags.get(COMMAND_LINE)));
    assertEquals("emu", machine.text(tags.get(2)));
    assertEquals(0x10_2000, word(tags.get(MODULE)));
    assertEquals(0x10_2003, word(tags.get(MODULE) + 4));
    assertTrue(machine.text(tags.get(MODULE) + 8).endsWith("initrd0 text"));
    assertEquals(639, word(tags.get(4)));
    assertEquals(3 << 10, word(tags.get(4) + 4));
    assertEquals(0x77, machine.memory.read(tags.get(NEW_RSDP) + 35, 1));
    assertFalse(tags.containsKey(OLD_RSDP));
    assertFalse(tags.containsKey(FRAMEBUFFER));
    assertFalse(tags.containsKey(LOAD_BASE));
    long map = tags.get(MEMORY_MAP);
    assertEquals(8 + 8 + machine.map.size() * 24L, word(map - 4));
    assertEquals(24, word(map));
    long entry = map + 8;
    for (MemoryMapEntry expected : machine.map) {
      assertEquals(expected.start(), machine.memory.read(entry, 8));
      assertEquals(expected.length(), machine.memory.read(entry + 8, 8));
      assertEquals(expected.type().code(), word(entry + 16));
      entry += 24;
    }
  }

  @Test
  void rsdpOfAcpi1() throws IOException, BootException {
    Map<Integer, Long> tags = tags(machine.load(elf()).rbx());
    assertEquals(8 + 20, word(tags.get(OLD_RSDP) - 4));
    assertFalse(tags.containsKey(NEW_RSDP));
  }

  @Test
  void addressTagAndEntryTag() throws IOException, BootException {
    byte[] header =
        Words.multiboot2(
            tag(2, false),
            24,
            0x20_0000,
            0xFFFF_FFFFL,
            0,
            0x20_1000,
            tag(3, false),
            12,
            0x20_0008,
            0);
    assertEquals(0x20_0008, machine.load(header).rip());
    assertEquals(0xE852_50D6L, word(0x20_0000));
    machine.assertRefused(
        Words.multiboot2(tag(2, false), 24, 0x20_0000, 0x20_0000, 0, 0), "entry address tag");
  }

  @Test
  void entryTagOfAnElfFile() throws IOException, BootException {
    assertEquals(0x10_0008, machine.load(elf(tag(3, false), 12, 0x10_0008, 0)).rip());
  }

  @Test
  void relocatable() throws IOException, BootException {
    EntryState low = machine.load(relocatable(0x20_0000, 0x2F_FFFF, 0x1_0000, 1));
    assertEquals(0x20_0004, low.rip());
    assertEquals(0x20_0000, word(tags(low.rbx()).get(LOAD_BASE)));
    EntryState high = machine.load(relocatable(0x20_0000, 0x2F_FFFF, 0x1_0000, 2));
    assertEquals(0x2F_0004, high.rip());
    assertEquals(0x2F_0000, word(tags(high.rbx()).get(LOAD_BASE)));
    assertEquals(0xE852_50D6L, word(0x2F_0000));
    EntryState stays = machine.load(relocatable(0, 0xFFFF_FFFFL, 0x1000, 0));
    assertEquals(0x10_0004, stays.rip());
    machine.assertRefused(relocatable(0x20_0000, 0x20_1000, 0x1000, 1), "no room");
    machine.assertRefused(relocatable(0x20_0000, 0x2F_FFFF, 3, 1), "power of two");
  }

  private static byte[] relocatable(long least, long most, long alignment, int preference) {
    return elf(tag(10, false), 24, least, most, alignment, preference);
  }

  @Test
  void screen() throws IOException, BootException {
    byte[] kernel = elf(tag(5, false), 20, 1280, 800, 24, 0);
    machine.assertRefused(kernel, "requires a screen");
    machine.load(elf(tag(5, true), 20, 1280, 800, 24, 0));
    machine.assertRefused(elf(tag(4, false), 12, 1, 0), "requires a screen");

    machine.display(new FakeDisplay(1280, 800));
    long shown = tags(machine.load(kernel).rbx()).get(FRAMEBUFFER);
    assertEquals(8 + 30, word(shown - 4));
    assertEquals(FakeDisplay.ADDRESS, machine.memory.read(shown, 8));
    assertEquals(1280 * 3, word(shown + 8));
    assertEquals(24 | 1 << 8, machine.memory.read(shown + 20, 2));
    assertArrayEquals(new byte[] {16, 8, 8, 8, 0, 8}, machine.bytes(shown + 24, 6));

    long text = tags(machine.load(elf()).rbx()).get(FRAMEBUFFER);
    assertEquals(0xB8000, machine.memory.read(text, 8));
    assertEquals(16 | 2 << 8, machine.memory.read(text + 20, 2));
  }

  @Test
  void whatIsUnknownMayBeOptional() throws IOException, BootException {
    machine.load(elf(tag(99, true), 8, tag(7, false), 8, tag(1, false), 16, 10, 17));
    machine.assertRefused(elf(tag(99, false), 8), "tag of type 99");
    machine.assertRefused(elf(tag(1, false), 12, 22, 0), "information tag of type 22");
    machine.load(elf(tag(1, true), 12, 22, 0));
  }

  @Test
  void headersThatLie() throws IOException {
    machine.assertRefused(elf(tag(5, false), 7, 0, 0), "no tag has fewer than 8");
    byte[] unended = Words.of(0xE852_50D6L, 0, 24, -(0xE852_50D6L + 24), tag(7, true), 8);
    machine.assertRefused(
        new ElfBuilder(64).load(0x10_0000, unended, 64).entry(0x10_0000).build(),
        "without the tag that ends it");
    machine.assertRefused(elf(tag(5, false), 0x7FFF_FFFF, 0, 0), "cut short or damaged");
    machine.assertRefused(elf(tag(3, false), 8), "cut short or damaged");
    byte[] long2 = Words.of(0xE852_50D6L, 0, -8, -(0xE852_50D6L - 8), 0, 8);
    machine.assertRefused(
        new ElfBuilder(64).load(0x10_0000, long2, 64).entry(0x10_0000).build(), "damaged");
  }

  @Test
  void pvhAndMultiboot1ComeFirst() throws IOException, BootException {
    byte[] note = ElfBuilder.note("Xen", 18, ElfBuilder.address(0x10_0008, 8));
    byte[] both =
        new ElfBuilder(64)
            .load(0x10_0000, Words.multiboot2(), 64)
            .entry(0x10_0000)
            .notes(note)
            .build();
    assertEquals(0x10_0008, machine.load(both).rip());
    machine.protocol(BootProtocol.MULTIBOOT2);
    assertEquals(0x10_0000, machine.load(both).rip());
  }
}
