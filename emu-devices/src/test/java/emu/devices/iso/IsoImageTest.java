package emu.devices.iso;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.iso.write.Contents;
import emu.devices.iso.write.IsoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoImageTest {
  private static final String LONG_NAME = "long name " + "ä".repeat(110) + ".txt";

  @TempDir Path folder;

  private static Contents text(String text) {
    return Contents.of(text.getBytes(UTF_8));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private IsoImage open(IsoWriter writer) throws IOException, IsoException {
    Path file = folder.resolve("test.iso");
    writer.write(file);
    return IsoImage.open(file);
  }

  private static IsoWriter plain() {
    return new IsoWriter("TEST")
        .file("/a.txt", text("a"))
        .file("/empty", text(""))
        .file("/Folder/Deeper/Name with spaces.cfg", Contents.of(random(5000)));
  }

  private static String read(IsoImage image, String path) throws IsoException {
    return new String(image.read(image.find(path).orElseThrow(), 1 << 20), UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void filesHaveTheBestNamesThatThereAre(Volume.Names names) throws IOException, IsoException {
    IsoWriter writer = plain().names(names == Volume.Names.ROCK_RIDGE, names != Volume.Names.PLAIN);
    try (IsoImage image = open(writer)) {
      Map<String, byte[]> files = IsoWalk.files(image);
      String third =
          names == Volume.Names.PLAIN
              ? "/folder/deeper/name_with_spaces.cfg"
              : "/Folder/Deeper/Name with spaces.cfg";
      assertEquals(List.of(third, "/a.txt", "/empty"), sorted(files));
      assertArrayEquals(random(5000), files.get(third));
      assertEquals("a", read(image, "/a.txt"));
      assertEquals(names, image.volume().names());
      assertEquals("TEST", image.volume().label());
      assertEquals(image.size(), image.volume().size());
      assertFalse(image.hasUdf());
      assertFalse(image.isHybrid());
      assertEquals(Optional.empty(), image.bootCatalog());
    }
  }

  private static List<String> sorted(Map<String, byte[]> files) {
    return files.keySet().stream()
        .sorted(String::compareTo)
        .sorted((a, b) -> b.length() - a.length())
        .toList();
  }

  @Test
  void namesThatGoOnElsewhere() throws IOException, IsoException {
    IsoWriter writer = new IsoWriter("TEST").file("/" + LONG_NAME, text("long"));
    for (int i = 0; i < 40; i++) {
      writer.file("/more/%d-%s".formatted(i, LONG_NAME), text("long " + i));
    }
    try (IsoImage image = open(writer)) {
      assertEquals("long", read(image, LONG_NAME));
      assertEquals("long 39", read(image, "/more/39-" + LONG_NAME));
      assertEquals(41, IsoWalk.files(image).size());
    }
  }

  @Test
  void linksAreFollowed() throws IOException, IsoException {
    IsoWriter writer =
        plain()
            .link("/debian", ".")
            .link("/Folder/up", "../a.txt")
            .link("/absolute", "/Folder/./Deeper")
            .link("/loop", "loop")
            .link("/gone", "/Folder/gone");
    try (IsoImage image = open(writer)) {
      assertEquals("a", read(image, "/debian/debian/Folder/up"));
      assertTrue(image.find("/absolute").orElseThrow().isDirectory());
      assertEquals("/Folder/Deeper", image.find("/absolute").orElseThrow().path());
      assertEquals(Optional.empty(), image.find("/loop"));
      assertEquals(Optional.empty(), image.find("/gone"));
      assertEquals(Optional.empty(), image.find("/a.txt/x"));
      assertEquals("a", read(image, "/../../A.TXT"));
      assertEquals("../a.txt", linkIn(image, "/Folder").target());
    }
  }

  private static IsoEntry linkIn(IsoImage image, String path) throws IsoException {
    return image.list(image.find(path).orElseThrow()).stream()
        .filter(entry -> entry.kind() == IsoEntry.Kind.LINK)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void fileInManyExtentsIsOneFile() throws IOException, IsoException {
    byte[] bytes = random(100_001);
    IsoWriter writer =
        plain().mostExtent(4096).file("/b", Contents.of(bytes)).file("/c", text("after"));
    try (IsoImage image = open(writer)) {
      IsoEntry entry = image.find("/b").orElseThrow();
      assertEquals(bytes.length, entry.size());
      assertArrayEquals(bytes, image.read(entry, 1 << 20));
      assertArrayEquals(Arrays.copyOf(bytes, 5000), image.read(entry, 5000));
      assertEquals("after", read(image, "/c"));
    }
  }

  @Test
  void folderOfManySectors() throws IOException, IsoException {
    IsoWriter writer = new IsoWriter("TEST");
    IntStream.range(0, 1000).forEach(i -> writer.file("/pool/package_" + i, text("p" + i)));
    try (IsoImage image = open(writer)) {
      assertEquals(1000, image.list(image.find("/pool").orElseThrow()).size());
      assertEquals("p777", read(image, "/pool/package_777"));
    }
  }

  @Test
  void imagesAndFilesOver4GiB() throws IOException, IsoException {
    IsoWriter writer =
        new IsoWriter("BIG")
            .file("/0/large", Contents.zeros(5L << 30))
            .file("/z/behind", text("behind"));
    try (IsoImage image = open(writer)) {
      assertTrue(image.size() > 5L << 30);
      assertEquals(5L << 30, image.find("/0/large").orElseThrow().size());
      assertArrayEquals(new byte[100], image.read(image.find("/0/large").orElseThrow(), 100));
      IsoEntry behind = image.find("/z/behind").orElseThrow();
      assertTrue(behind.position() > 5L << 30, "at " + behind.position());
      assertEquals("behind", read(image, "/z/behind"));
    } finally {
      Files.delete(folder.resolve("test.iso"));
    }
  }

  @Test
  void bootCatalogHasTheLoaders() throws IOException, IsoException {
    byte[] loader = "....ISOLINUX 6.04 20200816 \0".repeat(100).getBytes(UTF_8);
    IsoWriter writer =
        plain()
            .bootBios("/isolinux/isolinux.bin", loader, "/isolinux/boot.cat")
            .bootEfi("/boot/efi.img", Contents.of(random(10_240)))
            .hybrid(new byte[512]);
    try (IsoImage image = open(writer)) {
      List<BootEntry> entries = image.bootCatalog().orElseThrow().entries();
      assertEquals(2, entries.size());
      BootEntry bios = entries.getFirst();
      IsoEntry file = image.find("/isolinux/isolinux.bin").orElseThrow();
      assertEquals(new BootEntry(0, true, 0, 0, 4, file.position()), bios);
      assertEquals("EFI", entries.getLast().platformName());
      assertEquals(20, entries.getLast().sectors());
      assertTrue(image.isHybrid());
      BootLoader found = BootLoader.of(image);
      assertEquals("ISOLINUX 6.04", found.name() + " " + found.version());
      assertEquals(Optional.empty(), found.menu());
      byte[] table = image.read(file, 64);
      assertEquals(16, table[8]);
      assertEquals(file.position(), 2048L * ((table[12] & 0xFF) | (table[13] & 0xFF) << 8));
    }
  }

  @Test
  void menuOfTheLoaderIsRead() throws IOException, IsoException {
    IsoWriter writer =
        plain()
            .file("/boot/grub/grub.cfg", text("menuentry a { linux /k\n}"))
            .file("/isolinux/isolinux.cfg", text("label b\nkernel /k"));
    try (IsoImage image = open(writer)) {
      assertEquals(
          "/isolinux/isolinux.cfg", BootLoader.of(image).menu().orElseThrow().configuration());
    }
    byte[] grub = "cdrom read fails".repeat(10).getBytes(UTF_8);
    try (IsoImage image = open(writer.bootBios("/boot/eltorito.img", grub, "/boot.cat"))) {
      BootLoader loader = BootLoader.of(image);
      assertEquals("GRUB", loader.name());
      assertEquals("/boot/grub/grub.cfg", loader.menu().orElseThrow().configuration());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 32_767, 32_768, 34_815, 36_864, 40_000, 60_000, 61_000})
  void imagesCutShortSaySo(int length) throws IOException {
    Path file = folder.resolve("whole.iso");
    plain().file("/last", Contents.of(random(30_000))).write(file);
    byte[] whole = Files.readAllBytes(file);
    assertTrue(whole.length > 61_000, "it has " + whole.length);
    Path cut = Files.write(folder.resolve("cut.iso"), Arrays.copyOf(whole, length));
    IsoException e = assertThrows(IsoException.class, () -> IsoImage.open(cut).close());
    assertTrue(e.getMessage().contains("cut.iso"), e.getMessage());
    assertTrue(
        e.getMessage().contains(length == 0 ? "empty" : "download is incomplete"), e.getMessage());
  }

  @Test
  void incompleteDownloadSaysHowMuchIsMissing() throws IOException {
    Path file = folder.resolve("a.iso");
    new IsoWriter("X").file("/a", Contents.zeros(1 << 20)).write(file);
    long whole = Files.size(file);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1_000_000));
    IsoException e = assertThrows(IsoException.class, () -> IsoImage.open(file).close());
    assertEquals(
        "the ISO %s ends at 1,000,000 bytes but its volume says %,d: the download is incomplete,"
                .formatted(file, whole)
            + " %,d bytes are missing; get it again".formatted(whole - 1_000_000),
        e.getMessage());
  }

  @Test
  void whatIsNoIsoSaysSo() throws IOException {
    byte[] zeros = new byte[100_000];
    assertRefused("no ISO 9660 image", zeros);
    zeros[510] = 0x55;
    zeros[511] = (byte) 0xAA;
    assertRefused("disk image with a boot sector", zeros);
    assertRefused("ELF file", Arrays.copyOf("\u007fELF".getBytes(UTF_8), 100_000));
    assertThrows(IsoException.class, () -> IsoImage.open(folder).close());
    assertThrows(IsoException.class, () -> IsoImage.open(folder.resolve("gone")).close());
  }

  private void assertRefused(String part, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("file"), bytes);
    IsoException e = assertThrows(IsoException.class, () -> IsoImage.open(file).close());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
