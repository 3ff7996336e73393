package emu.devices.iso.write;

import java.util.Arrays;

/**
 * The first sector of an image that also boots as a disk. Syslinux, utils/isohybrid.c: the code
 * finds ISOLINUX by the sector that is written behind it.
 */
final class HybridMbr {
  /** Images are as long as whole cylinders of 64 heads with 32 sectors. */
  static final int CYLINDER = 64 * 32 * 512;

  private static final int CODE = 432;
  private static final int DISK_ID = 440;
  private static final int PARTITION = 446;
  private static final int HIDDEN_NTFS = 0x17;
  private static final int SECTORS_PER_BLOCK = IsoWriter.SECTOR / 512;

  private HybridMbr() {}

  /**
   * It.
   *
   * @param code what runs, at least 432 bytes
   * @param loader the block of ISOLINUX
   * @param size bytes in the image, whole cylinders
   */
  static byte[] of(byte[] code, long loader, long size) {
    int cylinders = (int) Math.min(1024, size / CYLINDER) - 1;
    return new Bytes()
        .add(Arrays.copyOf(code, CODE))
        .little32(loader * SECTORS_PER_BLOCK)
        .fillTo(DISK_ID)
        .little32(0x656D_7521)
        .fillTo(PARTITION)
        .u8(0x80)
        .u8(0)
        .u8(1)
        .u8(0)
        .u8(HIDDEN_NTFS)
        .u8(63)
        .u8(32 | cylinders >> 8 << 6)
        .u8(cylinders)
        .little32(0)
        .little32(size / 512)
        .fillTo(510)
        .u8(0x55)
        .u8(0xAA)
        .toByteArray();
  }
}
