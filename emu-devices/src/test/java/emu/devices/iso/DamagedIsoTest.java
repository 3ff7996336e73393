package emu.devices.iso;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import emu.devices.iso.write.Contents;
import emu.devices.iso.write.IsoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with an image, all that comes of it is a sentence. */
class DamagedIsoTest {
  private static final int SECTOR = 2048;

  @TempDir Path folder;

  private static Contents text(String text) {
    return Contents.of(text.getBytes(UTF_8));
  }

  private static IsoWriter writer() {
    byte[] loader = "cdrom read fails".repeat(200).getBytes(UTF_8);
    return new IsoWriter("DAMAGED")
        .mostExtent(SECTOR)
        .bootBios("/boot/loader.bin", loader, "/boot/boot.cat")
        .bootEfi("/boot/efi.img", Contents.zeros(SECTOR))
        .file("/boot/grub/grub.cfg", text("source /b.cfg\nsubmenu m { menuentry x { linux /k\n} }"))
        .file("/b.cfg", text("set timeout=5\nif [ -f /k ]; then menuentry a { linux /k a b; }; fi"))
        .file("/isolinux/isolinux.cfg", text("include menu.cfg\ndefault a"))
        .file("/isolinux/menu.cfg", text("label a\nmenu label A\nkernel /k\nappend initrd=/i b"))
        .file("/k", Contents.of(new byte[9000]))
        .file("/" + "long name".repeat(20), text("x"))
        .link("/a/b/c/d", "../../../k");
  }

  /** Reads all that there is; the sentence if something is wrong. */
  private static String look(Path file) {
    try (IsoImage image = IsoImage.open(file)) {
      image.isHybrid();
      IsoWalk.files(image);
      BootLoader.of(image);
      image.find("/a/b/c/d");
      return "";
    } catch (IsoException e) {
      return e.getMessage();
    }
  }

  private static void assertSentence(String sentence, String how) {
    if (!sentence.isEmpty()) {
      assertFalse(sentence.contains("\n"), how + ": " + sentence);
      assertFalse(sentence.contains("null"), how + ": " + sentence);
      assertTrue(sentence.contains(".iso"), how + ": " + sentence);
    }
  }

  @Test
  void everySectorDamagedInTurn() throws IOException {
    byte[] whole = image();
    int sentences = 0;
    for (int sector = 0; sector < whole.length / SECTOR; sector++) {
      for (int seed = 0; seed < 12; seed++) {
        byte[] damaged = whole.clone();
        Random random = new Random(sector * 1000L + seed);
        damage(damaged, sector * SECTOR, random, seed);
        String how = "sector %d, seed %d".formatted(sector, seed);
        String sentence = lookAt(damaged, how);
        assertSentence(sentence, how);
        sentences += sentence.isEmpty() ? 0 : 1;
      }
    }
    assertTrue(sentences > 20, "only " + sentences + " damages were seen");
  }

  private byte[] image() throws IOException {
    Path file = folder.resolve("whole.iso");
    writer().write(file);
    assertTrue(look(file).isEmpty(), look(file));
    return Files.readAllBytes(file);
  }

  private String lookAt(byte[] bytes, String how) throws IOException {
    Path file = folder.resolve("damaged.iso");
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    try {
      return look(file);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail(how, e);
    }
  }

  /** Some bytes anywhere, or few where the fields are, or the whole sector. */
  private static void damage(byte[] image, int from, Random random, int seed) {
    int count = seed == 0 ? SECTOR : 1 + random.nextInt(seed < 4 ? 64 : 4);
    int room = seed % 2 == 0 ? SECTOR : 256;
    for (int i = 0; i < count; i++) {
      int at = from + (count == SECTOR ? i : random.nextInt(room));
      image[at] = (byte) (random.nextInt(4) == 0 ? 0xFF : random.nextInt(256));
    }
  }

  @Test
  void everyByteOfTheDirectoriesAndDescriptorsAsLargeAndSmallAsCanBe() throws IOException {
    byte[] whole = image();
    for (int at = 16 * SECTOR; at < 19 * SECTOR; at++) {
      // Only where there is something.
      if (whole[at] != 0 && whole[at] != ' ') {
        for (int value : new int[] {0, 0x7F, 0xFF, whole[at] + 1}) {
          byte[] damaged = whole.clone();
          damaged[at] = (byte) value;
          String how = "byte %d as %d".formatted(at, value);
          assertSentence(lookAt(damaged, how), how);
        }
      }
    }
  }

  @Test
  void cutShortAnywhere() throws IOException {
    byte[] whole = image();
    for (int length = 0; length < whole.length; length += 509) {
      String how = "cut at " + length;
      String sentence = lookAt(Arrays.copyOf(whole, length), how);
      assertFalse(sentence.isEmpty(), how);
      assertSentence(sentence, how);
    }
  }
}
