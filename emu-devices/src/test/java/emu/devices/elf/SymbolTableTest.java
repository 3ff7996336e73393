package emu.devices.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which symbol an address belongs to. */
class SymbolTableTest {
  private static final long TOP = 0xFFFF_FFFF_8000_0000L;

  @TempDir Path folder;

  private static ElfWriter kernel(int bits) {
    return new ElfWriter(bits)
        .load(5, 0x1000, new byte[0x100])
        .sectionOf(0, ".text", ElfSection.SHT_PROGBITS, 6)
        .symbol("outer", 0x1000, 0x40, Symbol.STT_FUNC, 1)
        .symbol("inner", 0x1010, 8, Symbol.STT_FUNC, 1)
        .symbol("label", 0x1080, 0, Symbol.STT_NOTYPE, 1)
        .symbol("same", 0x1080, 0, Symbol.STT_FUNC, 1)
        .symbol("last", 0x10F0, 0, Symbol.STT_NOTYPE, 1)
        .symbol("number", 0x1020, 0, Symbol.STT_NOTYPE, Symbol.SHN_ABS)
        .symbol("wanted", 0, 0, Symbol.STT_NOTYPE, Symbol.SHN_UNDEF);
  }

  private static SymbolTable table(int bits) throws ElfException {
    return SymbolTable.of(ElfFile.of(ByteBuffer.wrap(kernel(bits).build()), "the kernel"));
  }

  private static void assertAt(String expected, SymbolTable table, long address) {
    assertEquals(expected, table.describe(address).orElse("none"));
  }

  @Test
  void findsTheNearestWithinItsSize() throws ElfException {
    for (int bits : new int[] {32, 64}) {
      SymbolTable table = table(bits);
      assertAt("none", table, 0xFFF);
      assertAt("outer", table, 0x1000);
      assertAt("inner", table, 0x1010);
      assertAt("inner+0x7", table, 0x1017);
      assertAt("outer+0x18", table, 0x1018);
      assertAt("outer+0x20", table, 0x1020);
      assertAt("none", table, 0x1040);
    }
  }

  @Test
  void oneWithoutSizeGoesToTheNextOrTheEndOfItsSection() throws ElfException {
    SymbolTable table = table(64);
    assertAt("same+0x6f", table, 0x10EF);
    assertAt("last+0xf", table, 0x10FF);
    assertAt("none", table, 0x1100);
  }

  @Test
  void findsByName() throws ElfException {
    SymbolTable table = table(64);
    assertEquals(0x1010, table.find("inner").orElseThrow().address());
    assertEquals(0x1020, table.find("number").orElseThrow().address());
    assertEquals(Optional.empty(), table.find("wanted"));
    assertEquals(Optional.empty(), table.find(""));
    assertEquals(5, table.all().size());
  }

  @Test
  void readsSystemMaps() throws IOException, ElfException {
    Path map = folder.resolve("System.map");
    Files.writeString(
        map,
        """
        0000000000000000 A fixed_percpu_data
        ffffffff80000000 T _text
        ffffffff80000010 t start_kernel
        ffffffff80002000 D jiffies
        ffffffff80003000 t helper\t[module]
        """);
    SymbolTable table = SymbolTable.read(map);
    assertAt("none", table, 0x10);
    assertAt("_text+0xf", table, TOP + 0xF);
    assertAt("start_kernel+0x123", table, TOP + 0x133);
    assertAt("jiffies", table, TOP + 0x2000);
    assertAt("helper", table, TOP + 0x3000);
    assertAt("none", table, TOP + 0x3001);
    assertEquals(TOP + 0x2000, table.find("jiffies").orElseThrow().address());
  }

  @Test
  void readsElfFilesByPath() throws IOException, ElfException {
    Path file = Files.write(folder.resolve("kernel"), kernel(64).build());
    assertAt("outer", SymbolTable.read(file), 0x1000);
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "nothing here\n");
    ElfException e = assertThrows(ElfException.class, () -> SymbolTable.read(file));
    assertEquals(
        file + " has no symbols: give an ELF file that is not stripped, or a System.map",
        e.getMessage());
    assertThrows(ElfException.class, () -> SymbolTable.read(folder.resolve("absent")));
  }
}
