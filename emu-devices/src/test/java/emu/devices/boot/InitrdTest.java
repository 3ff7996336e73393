package emu.devices.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.memory.PhysicalMemory;
import emu.devices.decompress.Compression;
import emu.devices.decompress.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitrdTest {
  private static final long AT = 0x10_0000;

  @TempDir Path folder;

  @Test
  void filesAreStackedOnMultiplesOfFour() throws IOException, BootException {
    byte[] both = load(false, bytes("abcde"), bytes("xyz"));
    assertArrayEquals(bytes("abcde\0\0\0xyz\0"), both);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BZIP2", "LZO"})
  void unpacksIfAsked(Compression compression) throws IOException, BootException {
    byte[] cpio = cpio("hello", 1001);
    byte[] packed = Samples.compress(compression, cpio);
    assertArrayEquals(padded(cpio), load(true, packed));
    assertArrayEquals(padded(packed), load(false, packed));
  }

  @Test
  void archivesInOneFile() throws IOException, BootException {
    byte[] early = cpio("microcode", 10);
    byte[] main = cpio("init", 501);
    byte[] file = join(early, new byte[512], Samples.compress(Compression.GZIP, main), new byte[4]);
    assertArrayEquals(join(padded(early), padded(main)), load(true, file));
    assertArrayEquals(padded(file), load(false, file));
  }

  @Test
  void whatIsUnknownStaysAsItIs() throws IOException, BootException {
    byte[] file = join(Samples.compress(Compression.GZIP, bytes("abcd")), bytes("BZh9whatever"));
    assertArrayEquals(bytes("abcdBZh9whatever"), load(true, file));
    assertArrayEquals(padded(file), load(false, file));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BZIP2", "LZO", "LZ4"})
  void cutShortAtEveryLength(Compression compression) throws IOException {
    byte[] packed = Samples.compress(compression, cpio("hello", 100));
    for (int length = 6; length < packed.length; length++) {
      byte[] part = Arrays.copyOf(packed, length);
      assertRefused("ends early", false, part);
      assertRefused("ends early", true, part);
    }
  }

  @Test
  void cpioCutShortAtEveryLength() throws IOException {
    byte[] cpio = cpio("hello", 100);
    for (int length = 6; length < cpio.length; length++) {
      assertRefused("ends early", false, Arrays.copyOf(cpio, length));
    }
  }

  @Test
  void damage() throws IOException {
    byte[] packed = Samples.compress(Compression.GZIP, cpio("hello", 100));
    packed[packed.length - 5] ^= 1;
    assertRefused("damaged", false, packed);
    byte[] cpio = cpio("hello", 100);
    cpio[54] = 'x';
    assertRefused("damaged", false, cpio);
    byte[] second = cpio("hello", 100);
    second[216] = 'x';
    assertRefused("damaged", false, second);
  }

  @Test
  void expandsToMoreThanThereIsRoomFor() throws IOException {
    byte[] packed = Samples.compress(Compression.GZIP, new byte[3 << 20]);
    assertRefused("expands to more than", true, packed);
    assertRefused("expands to more than", false, packed);
    byte[] half = Samples.compress(Compression.GZIP, new byte[1 << 20]);
    assertRefused("together", true, half, half, new byte[] {1});
  }

  @Test
  void moreArchivesThanAnybodyStacks() throws IOException {
    byte[] empty = Samples.compress(Compression.GZIP, new byte[0]);
    byte[][] many = new byte[257][];
    Arrays.fill(many, empty);
    assertRefused("archives", false, join(many));
  }

  private void assertRefused(String part, boolean decompress, byte[]... files) throws IOException {
    BootException e = assertThrows(BootException.class, () -> load(decompress, files));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  private byte[] load(boolean decompress, byte[]... files) throws IOException, BootException {
    List<Path> paths = new ArrayList<>();
    for (byte[] file : files) {
      paths.add(Files.write(folder.resolve("initrd" + paths.size()), file));
    }
    // A second time the archives are known, and the initrd is loaded beside the guest.
    LoaderCache cache = new LoaderCache(Files.createTempDirectory(folder, "cache"));
    byte[] loaded = load(decompress, paths, cache);
    assertArrayEquals(loaded, load(decompress, paths, cache));
    return loaded;
  }

  private static byte[] load(boolean decompress, List<Path> paths, LoaderCache cache)
      throws BootException {
    List<BootFile> files = paths.stream().map(BootFile::of).toList();
    Initrd initrd = Initrd.read(files, 2 << 20, decompress, Optional.of(cache));
    try (PhysicalMemory memory = new PhysicalMemory(4 << 20)) {
      GuestLayout layout =
          new GuestLayout(memory, List.of(new MemoryMapEntry(0, 4 << 20, MemoryMapEntry.Type.RAM)));
      initrd.load(layout, AT);
      byte[] loaded = new byte[(int) initrd.length()];
      memory.copyOut(AT, loaded, 0, loaded.length);
      assertEquals(0, loaded.length % 4);
      return loaded;
    }
  }

  /** A cpio archive of one file. */
  private static byte[] cpio(String name, int size) {
    return join(entry(name, new byte[size]), entry("TRAILER!!!", new byte[0]));
  }

  private static byte[] entry(String name, byte[] body) {
    String header =
        String.format(
            Locale.ROOT,
            "070701%048X%08X%032X%08X%08X%s\0",
            0,
            body.length,
            0,
            name.length() + 1,
            0,
            name);
    return join(padded(bytes(header)), padded(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] padded(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length + 3 & -4);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
