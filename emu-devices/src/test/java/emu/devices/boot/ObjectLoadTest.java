package emu.devices.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.elf.ElfHeader;
import emu.devices.elf.ElfSection;
import emu.devices.elf.ElfWriter;
import emu.devices.elf.Symbol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Object files with sections .text (1), .data (2), relocations (3) and the symbol table (4). */
class ObjectLoadTest {
  private static final long TEXT = 0x10_0000;
  private static final long DATA = 0x10_0040;
  private static final int SYMBOLS = 4;

  // Indices of symbols.
  private static final int START = 1;
  private static final int VALUE = 2;
  private static final int COMMON = 3;
  private static final int WEAK = 4;

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

  /** One relocation at {@code offset} of a .text of 16 bytes, which holds -4 at its place. */
  private static byte[] object(int bits, int type, int symbol, long offset, long addend) {
    byte[] text = new byte[16];
    byte[] table = bits == 64 ? rela(type, symbol, offset, addend) : rel(type, symbol, offset);
    if (bits == 32 && offset <= 12) {
      ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN).putInt((int) offset, (int) addend);
    }
    return file(bits, text, table).build();
  }

  private static ElfWriter file(int bits, byte[] text, byte[] table) {
    int code = ElfSection.SHF_ALLOC | ElfSection.SHF_EXECINSTR;
    int data = ElfSection.SHF_ALLOC | ElfSection.SHF_WRITE;
    boolean wide = bits == 64;
    return new ElfWriter(bits)
        .type(ElfHeader.ET_REL)
        .section(".text", ElfSection.SHT_PROGBITS, code, 0, text)
        .section(".data", ElfSection.SHT_PROGBITS, data, 0, new byte[] {1, 2, 3, 4}, 0, 0, 64, 0)
        .section(
            ".rel.text",
            wide ? ElfSection.SHT_RELA : ElfSection.SHT_REL,
            0,
            0,
            table,
            SYMBOLS,
            1,
            8,
            wide ? 24 : 8)
        .symbol("_start", 4, 0, Symbol.STT_FUNC, 1)
        .symbol("value", 2, 0, Symbol.STT_OBJECT, 2)
        .symbol(
            new Symbol("common", 16, 8, Symbol.STT_OBJECT, Symbol.STB_GLOBAL, Symbol.SHN_COMMON))
        .symbol(new Symbol("weak", 0, 0, Symbol.STT_NOTYPE, Symbol.STB_WEAK, Symbol.SHN_UNDEF));
  }

  private static byte[] rela(int type, int symbol, long offset, long addend) {
    ByteBuffer entry = ByteBuffer.wrap(new byte[24]).order(ByteOrder.LITTLE_ENDIAN);
    entry.putLong(offset).putLong((long) symbol << 32 | type).putLong(addend);
    return entry.array();
  }

  private static byte[] rel(int type, int symbol, long offset) {
    ByteBuffer entry = ByteBuffer.wrap(new byte[8]).order(ByteOrder.LITTLE_ENDIAN);
    return entry.putInt((int) offset).putInt(symbol << 8 | type).array();
  }

  private static Placement place(Long address, String entry) {
    return new Placement(
        address == null ? OptionalLong.empty() : OptionalLong.of(address),
        Optional.ofNullable(entry),
        Optional.empty());
  }

  @Test
  void sectionsAreLaidOutAndTheEntryIsASymbol() throws IOException, BootException {
    EntryState state = machine.load(object(64, 0, 0, 0, 0));
    assertEquals(Mode.LONG_64, state.mode());
    assertEquals(TEXT + 4, state.rip());
    assertArrayEquals(new byte[] {1, 2, 3, 4}, machine.bytes(DATA, 4));
    machine.place(place(0x20_0000L, null));
    assertEquals(0x20_0004, machine.load(object(64, 0, 0, 0, 0)).rip());
    machine.place(place(null, "0x100008"));
    assertEquals(0x10_0008, machine.load(object(64, 0, 0, 0, 0)).rip());
    assertEquals(Mode.PROTECTED_32, machine.load(object(32, 0, 0, 0, 0)).mode());
  }

  /** AMD64 supplement, table 4.9: what each puts at 8, of the symbol value, with addend -4. */
  @Test
  void relocationsOf64Bits() throws IOException, BootException {
    long target = DATA + 2 - 4;
    long place = TEXT + 8;
    assertEquals(target, linked(64, 1, VALUE, 8), "R_X86_64_64");
    assertEquals(target - place, linked(64, 2, VALUE, 4), "PC32");
    assertEquals(target - place, linked(64, 4, VALUE, 4), "PLT32");
    assertEquals(target, linked(64, 10, VALUE, 4), "32");
    assertEquals(target, linked(64, 11, VALUE, 4), "32S");
    assertEquals(target - place, linked(64, 24, VALUE, 8), "PC64");
    long got = 0x10_0058; // behind common, on a multiple of 8
    for (int type : new int[] {9, 41, 42}) {
      assertEquals(got - 4 - place, linked(64, type, VALUE, 4), "GOTPCREL");
      assertEquals(DATA + 2, machine.memory.read(got, 8));
    }
    assertEquals(-4, linked(64, 1, WEAK, 8), "a weak symbol is 0");
    assertEquals(0x10_0050 - 4, linked(64, 1, COMMON, 8), "common, on a multiple of 16");
  }

  /** Intel386 supplement, table 4.10. */
  @Test
  void relocationsOf32Bits() throws IOException, BootException {
    long target = DATA + 2 - 4;
    long place = TEXT + 8;
    long got = 0x10_0058;
    assertEquals(target, linked(32, 1, VALUE, 4), "R_386_32");
    assertEquals(target - place, linked(32, 2, VALUE, 4), "PC32");
    assertEquals(target - place, linked(32, 4, VALUE, 4), "PLT32");
    assertEquals(target - got, linked(32, 9, VALUE, 4), "GOTOFF");
    assertEquals(got - 4 - place, linked(32, 10, VALUE, 4), "GOTPC");
    assertEquals(-4, linked(32, 3, VALUE, 4), "GOT32: the first slot");
    assertEquals(DATA + 2, machine.memory.read(got, 4));
  }

  /** What a relocation at 8 with addend -4 leaves there. */
  private long linked(int bits, int type, int symbol, int size) throws IOException, BootException {
    machine.load(object(bits, type, symbol, 8, -4));
    long value = machine.memory.read(TEXT + 8, size);
    return size == 4 ? (int) value : value;
  }

  @Test
  void whatCannotBeLinked() throws IOException {
    machine.assertRefused(object(64, 18, VALUE, 8, 0), "type 18 at 0x8 in .text");
    machine.assertRefused(object(64, 2, VALUE, 13, 0), "outside of its section");
    machine.assertRefused(object(64, 2, VALUE, -1, 0), "outside of its section");
    machine.assertRefused(object(64, 2, 5, 8, 0), "names no symbol");
    machine.assertRefused(object(64, 12, VALUE, 8, 0), "does not reach 0x100042");
    machine.place(place(null, "main"));
    machine.assertRefused(object(64, 2, START, 8, 0), "no symbol 'main'");
    machine.place(place(null, "weak"));
    machine.assertRefused(object(64, 2, START, 8, 0), "no symbol 'weak'");
    machine.place(place(null, "0x5"));
    machine.assertRefused(object(64, 2, START, 8, 0), "outside of what is loaded");
    machine.place(place(0x3F_FFF0L, null)).assertRefused(object(64, 0, 0, 0, 0), "with -m");
  }

  @Test
  void undefinedSymbolsAreNamed() throws IOException {
    ElfWriter file = file(64, new byte[16], rela(2, VALUE, 8, 0));
    for (int i = 0; i < 10; i++) {
      file.symbol("missing" + i, 0, 0, Symbol.STT_NOTYPE, Symbol.SHN_UNDEF);
    }
    machine.assertRefused(file.build(), "missing0, missing1, ");
    machine.assertRefused(file.build(), "missing7 and 2 more: link it");
  }

  @Test
  void modulesOfLinuxAreNone() throws IOException {
    ElfWriter file = file(64, new byte[16], rela(2, VALUE, 8, 0));
    file.section(".modinfo", ElfSection.SHT_PROGBITS, ElfSection.SHF_ALLOC, 0, new byte[4]);
    machine.assertRefused(file.build(), "is a kernel module");
  }

  @Test
  void damagedFilesAreBootExceptionsOrUnnoticed() throws IOException {
    long seed = 0x0B1EC7;
    Random random = new Random(seed);
    for (int bits : new int[] {32, 64}) {
      byte[] file = object(bits, bits == 64 ? 9 : 3, VALUE, 8, -4);
      for (int round = 0; round < 1500; round++) {
        byte[] damaged = file.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
          damaged[random.nextInt(file.length)] = (byte) random.nextInt();
        }
        try {
          machine.load(damaged);
        } catch (BootException e) {
          // What is expected.
        } catch (RuntimeException e) {
          fail("seed " + seed + ", round " + round, e);
        }
      }
    }
  }
}
