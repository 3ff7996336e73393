package emu.devices.iso.write;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A boot image of an image that is written.
 *
 * @param node its file
 * @param platform of El Torito: 0 for a BIOS, EFh for EFI
 * @param sectors sectors of 512 bytes that are loaded
 */
record BootImage(Node node, int platform, int sectors) {
  private static final int TABLE = 8;
  private static final int TABLE_END = 64;
  private static final int PRIMARY_DESCRIPTOR = 16;

  /**
   * {@code loader} with the table in it that tells it where it is: sector of the volume descriptor,
   * of itself, its length and checksum. Syslinux, core/isolinux.asm, bi_pvd.
   */
  static byte[] withTable(byte[] loader, long sector) {
    ByteBuffer bytes = ByteBuffer.wrap(loader.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int sum = 0;
    for (int at = TABLE_END; at < loader.length; at += Integer.BYTES) {
      for (int i = 0; i < Integer.BYTES && at + i < loader.length; i++) {
        sum += (loader[at + i] & 0xFF) << 8 * i;
      }
    }
    bytes.putInt(TABLE, PRIMARY_DESCRIPTOR);
    bytes.putInt(TABLE + 4, (int) sector);
    bytes.putInt(TABLE + 8, loader.length);
    bytes.putInt(TABLE + 12, sum);
    return bytes.array();
  }

  /** The boot catalog for {@code images}, the first of which is the default. El Torito 1.0, 2. */
  static byte[] catalog(List<BootImage> images) {
    int platform = images.getFirst().platform;
    Bytes catalog = new Bytes();
    int sum = 1 | platform << 8;
    sum += 0xAA55;
    catalog.u8(1).u8(platform).fillTo(28).little16(-sum).u8(0x55).u8(0xAA);
    for (BootImage image : images) {
      if (image != images.getFirst()) {
        boolean last = image == images.getLast();
        int header = last ? 0x91 : 0x90;
        catalog.u8(header).u8(image.platform).little16(1).zeros(28);
      }
      int end = catalog.size() + 32;
      catalog.u8(0x88).u8(0).little16(0).u8(0).u8(0).little16(image.sectors);
      catalog.little32(image.node.sector()).fillTo(end);
    }
    return catalog.fillSector().toByteArray();
  }
}
