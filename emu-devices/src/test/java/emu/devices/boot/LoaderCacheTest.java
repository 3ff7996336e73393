package emu.devices.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.boot.Initrd.Archive;
import emu.devices.boot.linux.BzImage;
import emu.devices.decompress.Compression;
import emu.devices.decompress.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderCacheTest {
  private static final byte[] UNPACKED = bytes("the kernel itself");

  @TempDir Path root;
  private Path folder;
  private LoaderCache cache;

  @BeforeEach
  void make() {
    folder = root.resolve("a/b");
    cache = new LoaderCache(folder);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static ByteView view(String text) {
    return ByteView.of(bytes(text), text);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void keepsKernels() throws InterruptedException {
    assertTrue(cache.kernel(view("packed"), 100).isEmpty());
    cache.keepKernel(view("packed"), UNPACKED).join();
    assertEquals(ByteBuffer.wrap(UNPACKED), cache.kernel(view("packed"), 17).orElseThrow());
    assertTrue(cache.kernel(view("packed"), 16).isEmpty());
    assertTrue(cache.kernel(view("Packed"), 100).isEmpty());
    assertTrue(cache.archives(view("packed")).isEmpty());
  }

  @Test
  void theLoaderTakesWhatWasKept() throws Exception {
    byte[] elf = bytes("\177ELF and more");
    BzImage image = BzImage.parse(ByteView.of(packedImage(), "the kernel"));
    assertArrayEquals(UNPACKED, image.unpack(1 << 20, Optional.of(cache)).data());
    for (int wait = 0; wait < 1000 && kernel().isEmpty(); wait++) {
      Thread.sleep(10);
    }
    Path kept = kernel().orElseThrow();
    cache.keepKernel(view("other"), elf).join();
    Path other = files().stream().filter(file -> !file.equals(kept)).findAny().orElseThrow();
    Files.copy(other, kept, StandardCopyOption.REPLACE_EXISTING);
    ByteView planted = image.unpack(1 << 20, Optional.of(cache));
    byte[] copy = new byte[planted.length()];
    planted.copy(0, copy, copy.length);
    assertArrayEquals(elf, copy);
  }

  private Optional<Path> kernel() throws IOException {
    return Files.isDirectory(folder)
        ? files().stream().filter(file -> file.toString().endsWith(".vmlinux")).findAny()
        : Optional.empty();
  }

  private static byte[] packedImage() throws IOException {
    byte[] packed = Samples.compress(Compression.GZIP, UNPACKED);
    return new BzImageBuilder(packed, UNPACKED.length).build();
  }

  @Test
  void whatIsDamagedCountsAsAbsent() throws Exception {
    cache.keepKernel(view("packed"), UNPACKED).join();
    Path file = files().getFirst();
    byte[] content = Files.readAllBytes(file);
    for (int at = 0; at < content.length; at++) {
      byte[] damaged = content.clone();
      damaged[at] ^= 4;
      Files.write(file, damaged);
      assertTrue(cache.kernel(view("packed"), 100).isEmpty());
      Files.write(file, Arrays.copyOf(content, at));
      assertTrue(cache.kernel(view("packed"), 100).isEmpty());
    }
  }

  @Test
  void keepsArchives() {
    List<Archive> archives = List.of(new Archive(0, 4, 4), new Archive(4, 2, 1L << 33));
    cache.keepArchives(view("initrd"), archives);
    assertEquals(archives, cache.archives(view("initrd")).orElseThrow());
    cache.keepArchives(view("initrd"), List.of(new Archive(5, 2, 2)));
    assertTrue(cache.archives(view("initrd")).isEmpty(), "an archive past the end");
  }

  @Test
  void keepsTheNewest() throws Exception {
    for (int i = 0; i < 9; i++) {
      for (Path file : i == 0 ? List.<Path>of() : files()) {
        // Files made within one tick of the clock are of one age.
        long made = Files.getLastModifiedTime(file).toMillis();
        Files.setLastModifiedTime(file, FileTime.fromMillis(made - 10_000));
      }
      cache.keepKernel(view("packed" + i), UNPACKED).join();
    }
    assertEquals(4, files().size());
    for (int i = 0; i < 9; i++) {
      assertEquals(i >= 5, cache.kernel(view("packed" + i), 100).isPresent());
    }
  }

  @Test
  void aFolderThatCannotBeIsNoError() throws Exception {
    Files.writeString(root.resolve("a"), "in the way");
    cache.keepKernel(view("packed"), UNPACKED).join();
    cache.keepArchives(view("initrd"), List.of());
    assertTrue(cache.kernel(view("packed"), 100).isEmpty());
    assertTrue(cache.archives(view("initrd")).isEmpty());
  }
}
