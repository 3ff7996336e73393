package emu.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.guest.Guest;
import emu.cli.guest.GuestCache;
import emu.devices.boot.BootFile;
import emu.devices.boot.ByteView;
import emu.devices.boot.KernelElf;
import emu.devices.elf.ElfFile;
import emu.devices.elf.SymbolTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels of distributions are stripped, and have names all the same. */
class KernelNamesIT {
  private static final long TEXT = 0xFFFF_FFFF_8100_0000L;

  @ParameterizedTest
  @ValueSource(strings = {"debian-12", "debian-13"})
  void linuxKeepsNames(String name) throws Exception {
    BootFile kernel = GuestFiles.kernel(Guest.named(name).orElseThrow(), "").kernel();
    ByteView file = ByteView.of(kernel.read("kernel", 1 << 30), name);
    ElfFile elf = KernelElf.in(file, GuestCache.ofUser(System.getenv()).ofLoader()).orElseThrow();
    assertEquals(0, SymbolTable.of(elf).all().size(), "it is stripped");
    SymbolTable names = SymbolTable.ofKernel(elf);
    assertTrue(names.all().size() > 50_000);
    assertEquals(TEXT, names.find("_text").orElseThrow().address());
    long schedule = names.find("schedule").orElseThrow().address();
    assertEquals("schedule+0x5", names.describe(schedule + 5).orElseThrow());
    assertTrue(names.find("start_kernel").isPresent());
  }
}
