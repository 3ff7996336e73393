package emu.devices.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ELF files without a protocol, flat binaries and boot sectors. */
class PlainLoadTest {
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

  private static Placement at(Long address, String entry, Mode mode) {
    return new Placement(
        address == null ? OptionalLong.empty() : OptionalLong.of(address),
        Optional.ofNullable(entry),
        Optional.ofNullable(mode));
  }

  @Test
  void elfFileLikeAFunctionOf64Bits() throws IOException, BootException {
    machine.protocol(BootProtocol.ELF).initrd(new byte[] {1});
    byte[] kernel = new ElfBuilder(64).load(0x10_0000, new byte[16], 16).entry(0x10_0008).build();
    EntryState state = machine.load(kernel);
    assertEquals(Mode.LONG_64, state.mode());
    assertEquals(0x10_0008, state.rip());
    assertEquals(state.rbx(), state.rdi());
    assertEquals(0x336E_C578, machine.memory.read(state.rdi(), 4));
    assertEquals(8, state.rsp() % 16);
    assertEquals(0, machine.memory.read(state.rsp(), 8), "where it returns to");
  }

  @Test
  void elfFileLikeAFunctionOf32Bits() throws IOException, BootException {
    machine.protocol(BootProtocol.ELF);
    byte[] kernel = new ElfBuilder(32).load(0x10_0000, new byte[16], 16).entry(0x10_0008).build();
    EntryState state = machine.load(kernel);
    assertEquals(Mode.PROTECTED_32, state.mode());
    assertEquals(12, state.rsp() % 16);
    assertEquals(0, machine.memory.read(state.rsp(), 4));
    assertEquals(state.rbx(), machine.memory.read(state.rsp() + 4, 4));
    machine.place(at(null, null, Mode.LONG_64));
    assertEquals(Mode.LONG_64, machine.load(kernel).mode());
    machine.place(at(null, null, Mode.REAL_16)).assertRefused(kernel, "no 16-bit mode");
  }

  @Test
  void flatBinary() throws IOException, BootException {
    machine.protocol(BootProtocol.FLAT);
    EntryState state = machine.load(new byte[] {1, 2, 3});
    assertEquals(Mode.PROTECTED_32, state.mode());
    assertEquals(0x10_0000, state.rip());
    assertArrayEquals(new byte[] {1, 2, 3}, machine.bytes(0x10_0000, 3));
    machine.place(at(0x20_0000L, "0x200001", Mode.LONG_64));
    state = machine.load(new byte[] {1, 2, 3});
    assertEquals(Mode.LONG_64, state.mode());
    assertEquals(0x20_0001, state.rip());
    machine.protocol(BootProtocol.AUTO);
    assertEquals(0x20_0001, machine.load(new byte[] {1, 2, 3}).rip(), "an address says enough");
  }

  @Test
  void flatBinaryOf16Bits() throws IOException, BootException {
    machine.protocol(BootProtocol.FLAT).commandLine("").place(at(null, null, Mode.REAL_16));
    EntryState state = machine.load(new byte[] {1, 2, 3});
    assertEquals(Mode.REAL_16, state.mode());
    assertEquals(0x7C00, state.rip());
    assertEquals(0, state.codeSelector());
    machine.place(at(0x8_0000L, "0x80002", Mode.REAL_16));
    state = machine.load(new byte[] {1, 2, 3});
    assertEquals(0x8_0002, (state.codeSelector() << 4) + state.rip());
  }

  @Test
  void placesThatCannotBe() throws IOException {
    byte[] file = {1, 2, 3};
    machine.protocol(BootProtocol.FLAT);
    machine.place(at(0xA_0000L, null, null)).assertRefused(file, "wants the memory");
    machine.place(at(0x1000_0000L, null, null)).assertRefused(file, "give it more with -m");
    machine.place(at(Long.MAX_VALUE, null, null)).assertRefused(file, "wants the memory");
    machine.place(at(null, "0x100003", null)).assertRefused(file, "lies outside");
    machine.place(at(null, "main", null)).assertRefused(file, "has no symbol 'main'");
    machine.commandLine("").place(at(0x10_0000L, null, Mode.REAL_16));
    machine.assertRefused(file, "below 1 MiB");
    machine.commandLine("a").place(at(null, null, Mode.REAL_16));
    machine.assertRefused(file, "no command line");
  }

  @Test
  void placesThatNobodyAsksFor() throws IOException {
    byte[] kernel = ElfBuilder.pvhKernel().build();
    machine.protocol(BootProtocol.PVH);
    machine.place(at(0x10_0000L, null, null)).assertRefused(kernel, "--load-address");
    machine.place(at(null, "0x100000", null)).assertRefused(kernel, "--entry");
    machine.place(at(null, null, Mode.LONG_64)).assertRefused(kernel, "--mode");
  }

  @Test
  void bootSector() throws IOException, BootException {
    byte[] sector = new byte[512];
    sector[0] = 0x42;
    sector[510] = 0x55;
    sector[511] = (byte) 0xAA;
    EntryState state = machine.commandLine("").load(sector);
    assertEquals(Mode.REAL_16, state.mode());
    assertEquals(0x7C00, state.rip());
    assertTrue(state.interrupts());
    assertEquals(0x42, machine.memory.read(0x7C00, 1));
    machine.assertRefused(Arrays.copyOf(sector, 1024), "boot it with -hda or -fda");
    machine.protocol(BootProtocol.SECTOR);
    machine.assertRefused(Arrays.copyOf(sector, 1024), "is no boot sector");
    machine.protocol(BootProtocol.MULTIBOOT);
    machine.assertRefused(sector, "it is a boot sector, use --protocol sector");
  }

  @Test
  void elfFileWithoutAProtocolIsEnteredOnlyIfAsked() throws IOException {
    byte[] kernel = new ElfBuilder(64).load(0x10_0000, new byte[16], 16).entry(0x10_0000).build();
    machine.assertRefused(kernel, "with --protocol elf");
    machine.protocol(BootProtocol.PVH).assertRefused(kernel, "use --protocol elf");
  }
}
