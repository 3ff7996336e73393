package emu.devices.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileTest {
  @TempDir private Path folder;

  private Path image(int bytes) throws IOException {
    byte[] contents = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      contents[i] = (byte) (i * 7 + i / 512);
    }
    return Files.write(folder.resolve("image"), contents);
  }

  @Test
  void readsAndWritesSectors() throws Exception {
    Path file = image(512 * 8);
    byte[] before = Files.readAllBytes(file);
    byte[] sectors = new byte[1100];
    try (ImageFile disk = ImageFile.openDisk(file)) {
      assertEquals(8, disk.sectors());
      assertEquals(512, disk.sectorSize());
      disk.read(3, 2, sectors, 10);
      assertArrayEquals(
          Arrays.copyOfRange(before, 3 * 512, 5 * 512), Arrays.copyOfRange(sectors, 10, 1034));
      disk.write(6, 2, sectors, 10);
      disk.flush();
    }
    byte[] after = Files.readAllBytes(file);
    System.arraycopy(before, 3 * 512, before, 6 * 512, 1024);
    assertArrayEquals(before, after);
  }

  @Test
  void fillsTheLastSectorUp() throws Exception {
    try (ImageFile disk = ImageFile.openCdRom(image(2048 + 100))) {
      assertEquals(2, disk.sectors());
      byte[] sector = new byte[2048];
      Arrays.fill(sector, (byte) 1);
      disk.read(1, 1, sector, 0);
      assertEquals((byte) (2048 * 7 + 4), sector[0]);
      assertArrayEquals(new byte[1948], Arrays.copyOfRange(sector, 100, 2048));
      assertThrows(IOException.class, () -> disk.write(0, 1, sector, 0));
    }
  }

  /** Beyond 4 GiB, where an int would not do; the file is sparse. */
  @Test
  void reachesFar() throws Exception {
    Path file = folder.resolve("large");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(5L << 30);
    }
    byte[] sector = new byte[512];
    Arrays.fill(sector, (byte) 0x5A);
    long last = (5L << 30) / 512 - 1;
    try (ImageFile disk = ImageFile.openDisk(file)) {
      assertEquals(last + 1, disk.sectors());
      disk.write(last, 1, sector, 0);
      byte[] read = new byte[512];
      disk.read(last, 1, read, 0);
      assertArrayEquals(sector, read);
    }
    assertEquals(5L << 30, Files.size(file));
  }

  @Test
  void aFileThatIsCutIsAnIoException() throws Exception {
    Path file = image(512 * 8);
    try (ImageFile disk = ImageFile.openReadOnlyDisk(file)) {
      Files.write(file, new byte[1000]);
      byte[] sectors = new byte[1024];
      disk.read(0, 1, sectors, 0);
      assertThrows(IOException.class, () -> disk.read(1, 1, sectors, 0));
      assertThrows(IOException.class, () -> disk.read(7, 1, sectors, 0));
    }
  }

  @Test
  void onlyOneMachineWrites() throws Exception {
    Path file = image(512);
    try (ImageFile disk = ImageFile.openDisk(file)) {
      assertEquals(1, disk.sectors());
      assertTrue(refusal(file).contains("in use by another machine"));
      ImageFile.openReadOnlyDisk(file).close();
    }
    ImageFile.openDisk(file).close();
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertEquals(
        "there is no disk image %s: check the path".formatted(folder.resolve("none")),
        refusal(folder.resolve("none")));
    assertTrue(refusal(folder).contains("is a directory"));
    assertTrue(refusal(image(0)).contains("is empty"));
    Path qcow = folder.resolve("disk.qcow2");
    Files.write(qcow, "QFI\u00FB\0\0\0\3".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(refusal(qcow).contains("has the format qcow2"), refusal(qcow));
    Path tiny = Files.write(folder.resolve("tiny"), new byte[] {'Q'});
    ImageFile.openDisk(tiny).close();
  }

  private static String refusal(Path file) {
    return assertThrows(ImageException.class, () -> ImageFile.openDisk(file)).getMessage();
  }
}
