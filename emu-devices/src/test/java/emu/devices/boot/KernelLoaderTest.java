package emu.devices.boot;

import static org.junit.jupiter.api.Assertions.assertThrows;

import emu.devices.decompress.Compression;
import emu.devices.decompress.Samples;
import emu.devices.elf.ElfSegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelLoaderTest {
  private static final byte[] LINUX = "Linux version 0.".getBytes(StandardCharsets.US_ASCII);

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
  void filesThatAreNoKernels() throws IOException {
    machine.assertRefused(folder.resolve("none"), "there is no kernel");
    machine.assertRefused(folder, "is a directory");
    machine.assertRefused(new byte[0], "is empty");
    machine.assertRefused(
        "#!/bin/sh\necho hello\n".getBytes(StandardCharsets.UTF_8), "is a text file");
    machine.assertRefused(new byte[] {0, 1, 2}, "neither a Linux bzImage nor an ELF file");
  }

  @Test
  void elfFilesThatAreNoKernels() throws IOException {
    machine.assertRefused(code().machine(183).build(), "another processor");
    machine.assertRefused(code().type(1).build(), "no symbol '_start'");
    machine.assertRefused(code().type(4).build(), "core dump");
    machine.assertRefused(new ElfBuilder(64).build(), "no segment to load");
    machine.assertRefused(
        code().segment(ElfSegment.PT_INTERP, 0, new byte[4], 4).build(),
        "under an operating system");
    machine.assertRefused(code().entry(0x20_0000).build(), "in no executable segment");
  }

  @Test
  void elfSegmentsThatLie() throws IOException {
    machine.assertRefused(code().load(0x20_0000, new byte[8], 7).build(), "0x8 bytes in the file");
    machine.assertRefused(code().load(0x10_0008, new byte[8], 8).build(), "both want");
    machine.assertRefused(code().load(-0x1000, new byte[8], 8).build(), "the machine's ends at");
    machine.assertRefused(
        code().load(0x20_0000, new byte[8], Long.MAX_VALUE).build(), "wants the memory");
    machine.assertRefused(
        code().load(0x20_0000, new byte[8], 0x4000_0000_0000L).build(), "the machine's ends at");
    machine.assertRefused(
        code().load(0x20_0000, new byte[8], 0x20_0000).build(), "a part for firmware");
    machine.assertRefused(code().load(0x800_0000, new byte[8], 8).build(), "more memory with -m");
  }

  private static ElfBuilder code() {
    return new ElfBuilder(64).load(0x10_0000, LINUX, 16).entry(0x10_0000);
  }

  @Test
  void commandLinesThatCannotBe() throws IOException {
    machine.commandLine("x".repeat(2048)).assertRefused(code().build(), "longer than the 2047");
    machine.commandLine("a\0b").assertRefused(code().build(), "zero byte");
  }

  @Test
  void missingInitrd() throws IOException {
    machine.initrd(folder.resolve("none")).assertRefused(code().build(), "there is no initrd");
  }

  @Test
  void initrdLargerThanMemory() throws IOException {
    machine.initrd(new byte[5 << 20]).assertRefused(code().build(), "larger than");
  }

  @Test
  void initrdWithoutRoomBesideTheKernel() throws IOException {
    machine.initrd(new byte[3 << 20]).assertRefused(code().build(), "no room for the initrd");
  }

  @Test
  void memoryMapThatCallsNothingRam() {
    machine.map.add(new MemoryMapEntry(0x1000_0000, 0x1000, MemoryMapEntry.Type.RAM));
    assertThrows(IllegalArgumentException.class, () -> machine.load(code().build()));
  }

  @Test
  void bzImagesCutAtEveryLength() throws IOException {
    byte[] image = BzImageBuilder.of(Compression.GZIP, ElfBuilder.pvhKernel().build()).build();
    int needed = image.length - 16; // what is lacking then may be padding
    for (int length = 0; length < needed; length++) {
      machine.assertRefused(Arrays.copyOf(image, length), "");
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BZIP2", "LZO"})
  void payloadsCutShort(Compression compression) throws IOException {
    byte[] elf = ElfBuilder.pvhKernel().build();
    byte[] packed = Samples.compress(compression, elf);
    byte[] part = Arrays.copyOf(packed, packed.length / 2);
    machine.assertRefused(
        new BzImageBuilder(part, elf.length).build(), "the vmlinux in the kernel");
  }

  @Test
  void elfFilesCutAtEveryLength() throws IOException {
    byte[] elf = ElfBuilder.pvhKernel().build();
    for (int length = 0; length < elf.length; length++) {
      machine.assertRefused(Arrays.copyOf(elf, length), "");
    }
  }

  @ParameterizedTest
  @EnumSource(BootProtocol.class)
  void damagedFilesAreBootExceptionsOrUnnoticed(BootProtocol protocol) throws IOException {
    machine.protocol(protocol).initrd(new byte[] {1, 2, 3});
    byte[] elf = ElfBuilder.pvhKernel().build();
    mutate(elf, elf.length);
    mutate(BzImageBuilder.of(Compression.GZIP, elf).build(), 0x270);
    mutate(BzImageBuilder.of(Compression.ZSTD, elf).build(), 0x270);
  }

  @Test
  void damagedMultibootKernels() throws IOException {
    machine.initrd(new byte[] {1, 2, 3}).display(new FakeDisplay(1024, 768));
    byte[] first = Words.multiboot1(7, 0, 0, 0, 0, 0, 0, 1024, 768, 32);
    long addresses = 0x10_0000;
    byte[] second =
        Words.multiboot1(0x1_0007, addresses, addresses, 0, 0x11_0000, addresses, 0, 640, 480, 8);
    byte[] third =
        Words.multiboot2(1, 16, 6, 21, 5, 20, 1024, 768, 32, 0, 10, 24, 0, 0xFFFF_FFFFL, 4096, 1);
    byte[] fourth = Words.multiboot2(2, 24, addresses, addresses, 0, 0, 3, 12, addresses, 0);
    mutate(elf(first), elf(first).length);
    mutate(second, second.length);
    mutate(elf(third), elf(third).length);
    mutate(fourth, fourth.length);
  }

  private static byte[] elf(byte[] code) {
    return new ElfBuilder(32).load(0x10_0000, code, 0x1000).entry(0x10_0000).build();
  }

  private void mutate(byte[] file, int header) throws IOException {
    long seed = 0xB007;
    Random random = new Random(seed);
    int[] telling = {0, 1, 0x7F, 0x80, 0xFF};
    for (int round = 0; round < 400; round++) {
      byte[] damaged = file.clone();
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(random.nextInt(4) > 0 ? header : file.length);
        damaged[at] =
            (byte)
                (random.nextBoolean() ? random.nextInt() : telling[random.nextInt(telling.length)]);
      }
      try {
        machine.load(damaged);
      } catch (BootException e) {
        // What is expected.
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }
}
