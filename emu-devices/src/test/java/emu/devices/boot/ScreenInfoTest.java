package emu.devices.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.decompress.Compression;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenInfoTest {
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

  private static byte[] kernel() throws IOException {
    byte[] note = ElfBuilder.note("Xen", 18, ElfBuilder.address(0x10_0004, 8));
    byte[] elf =
        new ElfBuilder(64).load(0x10_0000, new byte[16], 16).entry(0x10_0008).notes(note).build();
    return BzImageBuilder.of(Compression.GZIP, elf).build();
  }

  private void setTextMode() {
    machine.memory.write(0x449, 1, 3);
    machine.memory.write(0x44A, 2, 80);
    machine.memory.write(0x450, 2, 0x0805);
    machine.memory.write(0x484, 1, 24);
    machine.memory.write(0x485, 2, 16);
  }

  @Test
  void withATextScreenTheKernelIsToldOfIt() throws IOException, BootException {
    setTextMode();
    EntryState state = machine.load(kernel());
    assertEquals(Mode.LONG_64, state.mode());
    assertEquals(0x10_0008, state.rip());
    long page = state.rsi();
    assertEquals(0x0805, machine.memory.read(page, 2));
    assertEquals(0x5003, machine.memory.read(page + 0x06, 2));
    assertEquals(0x0003, machine.memory.read(page + 0x0A, 2));
    assertEquals(25, machine.memory.read(page + 0x0E, 1));
    assertEquals(1, machine.memory.read(page + 0x0F, 1));
    assertEquals(16, machine.memory.read(page + 0x10, 2));
  }

  @Test
  void withoutOneItIsEnteredByPvh() throws IOException, BootException {
    EntryState state = machine.load(kernel());
    assertEquals(Mode.PROTECTED_32, state.mode());
    assertEquals(0x10_0004, state.rip());
  }

  @Test
  void whoeverAsksForAProtocolGetsIt() throws IOException, BootException {
    setTextMode();
    machine.protocol(BootProtocol.PVH);
    assertEquals(0x10_0004, machine.load(kernel()).rip());
  }
}
