package emu.devices.firmware;

import emu.core.asm.Assembler;
import emu.devices.storage.Drive;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Images to boot from, made of assembled sectors. */
final class Images {
  static final int FLOPPY_1440 = 1_440 << 10;

  private static final int SECTOR = 512;
  private static final int CD_SECTOR = 2_048;
  private static final int CATALOG = 18;
  private static final int IMAGE = 19;

  private Images() {}

  /** A program at 7C00h. */
  static byte[] program(String source) {
    return Assembler.assemble("org 0x7C00\nbits 16\n" + source).code();
  }

  /** {@code program} at the start of {@code size} bytes, with the signature of a boot sector. */
  static byte[] bootable(byte[] program, int size) {
    byte[] image = Arrays.copyOf(program, size);
    image[SECTOR - 2] = 0x55;
    image[SECTOR - 1] = (byte) 0xAA;
    return image;
  }

  static Drive floppy(byte[] image) {
    return new Drive(Drive.Kind.FLOPPY, new MemoryImage(image, SECTOR));
  }

  static Drive hardDisk(byte[] image) {
    return new Drive(Drive.Kind.HARD_DISK, new MemoryImage(image, SECTOR));
  }

  static Drive cdRom(byte[] image) {
    return new Drive(Drive.Kind.CD_ROM, new MemoryImage(image, CD_SECTOR));
  }

  /**
   * A CD-ROM with an El Torito boot record.
   *
   * @param media of the boot image: 0 none, 2 floppy of 1.44 MB, 4 hard disk
   * @param sectors of 512 bytes that are loaded
   * @param content the boot image
   */
  static byte[] elTorito(int media, int sectors, byte[] content) {
    int room = (content.length + CD_SECTOR - 1) / CD_SECTOR;
    byte[] image = new byte[(IMAGE + room) * CD_SECTOR];
    int record = 17 * CD_SECTOR;
    text(image, record, "\0CD001\1EL TORITO SPECIFICATION");
    Bytes.setWord(image, record + 0x47, CATALOG);
    int catalog = CATALOG * CD_SECTOR;
    image[catalog] = 1;
    Bytes.setWord(image, catalog + 0x1E, 0xAA55);
    Bytes.setWord(image, catalog + 0x1C, -(0xAA55 + 1));
    image[catalog + 32] = (byte) 0x88;
    image[catalog + 33] = (byte) media;
    Bytes.setWord(image, catalog + 38, sectors);
    Bytes.setWord(image, catalog + 40, IMAGE);
    System.arraycopy(content, 0, image, IMAGE * CD_SECTOR, content.length);
    return image;
  }

  private static void text(byte[] image, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, image, at, bytes.length);
  }
}
