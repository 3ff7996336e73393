package emu.devices.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxLoadTest {
  private static final int XLOADFLAGS = 0x236;

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

  private static BzImageBuilder image() {
    return new BzImageBuilder(new byte[] {'B', 'Z', 'h', '9'}, 100);
  }

  @Test
  void kernelIsAtItsPreferredAddressAndEnteredIn64BitMode() throws IOException, BootException {
    byte[] file = image().put64(0x258, 0x12_0000).build();
    EntryState state = machine.load(file);
    assertEquals(Mode.LONG_64, state.mode());
    assertEquals(0x12_0200, state.rip());
    assertEquals(0x10, state.codeSelector());
    assertEquals(0x18, state.dataSelector());
    assertEquals(0x00AF_9B00_0000_FFFFL, machine.memory.read(state.gdtBase() + 0x10, 8));
    assertEquals(0x00CF_9300_0000_FFFFL, machine.memory.read(state.gdtBase() + 0x18, 8));
    byte[] expected = Arrays.copyOfRange(file, BzImageBuilder.SETUP, file.length);
    assertArrayEquals(expected, machine.bytes(0x12_0000, expected.length));
  }

  @Test
  void low4GibibytesAreMappedToThemselves() throws IOException, BootException {
    EntryState state = machine.load(image().build());
    for (long address : new long[] {0, 0x12_3456, 0x4000_0000L, 0xFFFF_FFFFL}) {
      assertEquals(address, translate(state.cr3(), address));
    }
  }

  private long translate(long cr3, long address) {
    long pdpt = machine.memory.read(cr3 + (address >>> 39 & 511) * 8, 8) & -4096;
    long pd = machine.memory.read(pdpt + (address >>> 30 & 511) * 8, 8) & -4096;
    long entry = machine.memory.read(pd + (address >>> 21 & 511) * 8, 8);
    assertEquals(0x83, entry & 0x1F_FFFF);
    return (entry & -0x20_0000) + (address & 0x1F_FFFF);
  }

  @Test
  void zeroPage() throws IOException, BootException {
    byte[] file = image().build();
    machine.commandLine("quiet").initrd("hello".getBytes(StandardCharsets.US_ASCII));
    long page = machine.load(file).rsi();
    assertEquals(0xAA55, machine.memory.read(page + 0x1FE, 2));
    assertEquals(0x5372_6448, machine.memory.read(page + 0x202, 4));
    assertEquals(0xFF, machine.memory.read(page + 0x210, 1));
    assertArrayEquals(Arrays.copyOfRange(file, 0x230, 0x26C), machine.bytes(page + 0x230, 0x3C));
    assertEquals(0, machine.memory.read(page + 0x26C, 4), "the header ends where its jump goes");
    assertEquals("quiet", machine.text(machine.memory.read(page + 0x228, 4)));
    assertEquals("hello", machine.text(machine.memory.read(page + 0x218, 4)));
    assertEquals(8, machine.memory.read(page + 0x21C, 4));
    assertEquals(LoaderFixture.RSDP, machine.memory.read(page + 0x70, 8));
    assertEquals(machine.map.size(), machine.memory.read(page + 0x1E8, 1));
    long entry = page + 0x2D0;
    for (MemoryMapEntry expected : machine.map) {
      assertEquals(expected.start(), machine.memory.read(entry, 8));
      assertEquals(expected.length(), machine.memory.read(entry + 8, 8));
      assertEquals(expected.type().code(), machine.memory.read(entry + 16, 4));
      entry += 20;
    }
  }

  @Test
  void initrdStaysBelowTheHeadersLimit() throws IOException, BootException {
    machine.initrd(new byte[] {1, 2, 3, 4});
    long page = machine.load(image().put32(0x260, 0).put32(0x22C, 0x2F_FFFF).build()).rsi();
    assertEquals(0x2F_F000, machine.memory.read(page + 0x218, 4));
  }

  @Test
  void withoutA64BitEntryItIsEnteredIn32BitMode() throws IOException, BootException {
    EntryState state = machine.load(image().put16(XLOADFLAGS, 0).build());
    assertEquals(Mode.PROTECTED_32, state.mode());
    assertEquals(0x10_0000, state.rip());
    assertEquals(0x10_0000, machine.memory.read(state.rsi() + 0x214, 4));
    assertEquals(0x00CF_9B00_0000_FFFFL, machine.memory.read(state.gdtBase() + 0x10, 8));
  }

  @Test
  void oldProtocolGoesToOneMebibyte() throws IOException, BootException {
    machine.load(image().put16(0x206, 0x0206).put64(0x258, -1).put32(0x260, -1).build());
    assertArrayEquals(new byte[] {0, 1, 2, 3}, machine.bytes(0x10_0000, 4));
  }

  @Test
  void elfFileIsEnteredAtItsEntry() throws IOException, BootException {
    byte[] kernel = new ElfBuilder(64).load(0x10_0000, new byte[16], 16).entry(0x10_0008).build();
    machine.protocol(BootProtocol.LINUX64);
    EntryState state = machine.load(kernel);
    assertEquals(Mode.LONG_64, state.mode());
    assertEquals(0x10_0008, state.rip());
    assertEquals(0x5372_6448, machine.memory.read(state.rsi() + 0x202, 4));
    assertEquals("console=ttyS0", machine.text(machine.memory.read(state.rsi() + 0x228, 4)));
  }

  @Test
  void headersThatLie() throws IOException {
    machine.assertRefused(image().put32(0x1F4, 0x100).build(), "cut short");
    machine.assertRefused(image().put32(0x1F4, -1).build(), "cut short");
    machine.assertRefused(image().put8(0x1F1, 64).build(), "cut short");
    machine.assertRefused(image().put8(0x211, 0).build(), "zImage");
    machine.assertRefused(image().put16(0x206, 0x0205).build(), "too old");
    machine.assertRefused(image().put32(0x248, -1).build(), "cut short or damaged");
    machine.assertRefused(image().put32(0x24C, 0x7FFF_FFFF).build(), "cut short or damaged");
    machine.assertRefused(image().put64(0x258, -1).build(), "wants the memory");
    machine.assertRefused(image().put64(0x258, Long.MAX_VALUE).build(), "wants the memory");
    machine.assertRefused(image().put64(0x258, 0xF_8000).build(), "wants the memory");
    machine.assertRefused(image().put32(0x260, 0x1000_0000).build(), "give it more with -m");
    machine.assertRefused(image().put32(0x238, 3).build(), "command line");
  }

  @Test
  void initrdLimitWithoutRoom() throws IOException {
    machine.initrd(new byte[8192]);
    machine.assertRefused(image().put32(0x22C, 0x1000).build(), "room");
  }

  @Test
  void protocolsThatCannotBe() throws IOException {
    machine
        .protocol(BootProtocol.LINUX64)
        .assertRefused(image().put16(XLOADFLAGS, 0).build(), "no 64-bit entry");
    byte[] elf32 = new ElfBuilder(32).load(0x10_0000, new byte[16], 16).entry(0x10_0000).build();
    machine.assertRefused(elf32, "is no 64-bit Linux");
    machine.protocol(BootProtocol.LINUX32).assertRefused(elf32, "is no Linux bzImage");
    machine.protocol(BootProtocol.AUTO).assertRefused(elf32, "--protocol elf");
  }

  @Test
  void setupCodeIsEnteredInRealMode() throws IOException, BootException {
    byte[] file = image().put64(0x258, 0x12_0000).build();
    machine.protocol(BootProtocol.LINUX16).commandLine("quiet vga=0x314");
    EntryState state = machine.initrd("hello".getBytes(StandardCharsets.US_ASCII)).load(file);
    assertEquals(Mode.REAL_16, state.mode());
    assertEquals(0x1020, state.codeSelector());
    assertEquals(0, state.rip());
    assertEquals(0x1000, state.dataSelector());
    assertEquals(0xE000, state.rsp());
    assertFalse(state.interrupts());
    assertEquals(0x314, machine.memory.read(0x1_01FA, 2));
    assertEquals(0xFF, machine.memory.read(0x1_0210, 1));
    assertEquals(0x81, machine.memory.read(0x1_0211, 1), "loaded high, has a heap");
    assertEquals(0x12_0000, machine.memory.read(0x1_0214, 4));
    assertEquals("hello", machine.text(machine.memory.read(0x1_0218, 4)));
    assertEquals(8, machine.memory.read(0x1_021C, 4));
    assertEquals(0xDE00, machine.memory.read(0x1_0224, 2));
    assertEquals("quiet vga=0x314", machine.text(machine.memory.read(0x1_0228, 4)));
    byte[] expected = Arrays.copyOfRange(file, BzImageBuilder.SETUP, file.length);
    assertArrayEquals(expected, machine.bytes(0x12_0000, expected.length));
  }

  @Test
  void videoModes() throws IOException, BootException {
    machine.protocol(BootProtocol.LINUX16);
    assertEquals(0xFFFF, videoMode("quiet"));
    assertEquals(0xFFFF, videoMode("vga=ext vga=normal"));
    assertEquals(0xFFFE, videoMode("vga=ext"));
    assertEquals(0xFFFD, videoMode("vga=ask"));
    assertEquals(788, videoMode("vga=788 xvga=5"));
    machine.commandLine("vga=big").assertRefused(image().build(), "names no video mode");
    machine.commandLine("vga=65536").assertRefused(image().build(), "names no video mode");
  }

  private long videoMode(String commandLine) throws IOException, BootException {
    machine.commandLine(commandLine).load(image().build());
    return machine.memory.read(0x1_01FA, 2);
  }

  @Test
  void setupCodeThatCannotBe() throws IOException {
    machine.protocol(BootProtocol.LINUX16);
    byte[] large = new byte[256 << 10];
    machine.assertRefused(
        new BzImageBuilder(large, 100).put8(0x1F1, 0xFF).put32(0x1F4, 0).build(),
        "more than a segment");
    machine.commandLine("x".repeat(8192));
    machine.assertRefused(image().put32(0x238, 1 << 20).build(), "longer than the 8191");
    machine.assertRefused(ElfBuilder.pvhKernel().build(), "is no Linux bzImage");
  }
}
