package emu.devices.iso;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The volume descriptors of an image, from sector 16 on (ECMA-119 6.7.1).
 *
 * @param primary the primary one
 * @param joliet Joliet's, if there is one
 * @param catalog position of the boot catalog, if a boot record gives one
 * @param udf whether descriptors of UDF follow (ECMA-167 2/9)
 */
record Descriptors(
    VolumeDescriptor primary,
    Optional<VolumeDescriptor> joliet,
    OptionalLong catalog,
    boolean udf) {
  private static final int FIRST_SECTOR = 16;
  private static final int MOST = 64;
  private static final String EL_TORITO = "EL TORITO SPECIFICATION";
  private static final int CATALOG = 0x47;

  static Descriptors read(ImageBytes image) throws IsoException {
    VolumeDescriptor primary = null;
    VolumeDescriptor joliet = null;
    OptionalLong catalog = OptionalLong.empty();
    boolean udf = false;
    for (int i = 0; i < MOST && image.holds(position(i), ImageBytes.SECTOR); i++) {
      Field bytes = image.read(position(i), ImageBytes.SECTOR, "its volume descriptors");
      Field magic = bytes.part(1, 5);
      udf |= magic.startsWith("NSR0");
      if (!magic.startsWith(VolumeDescriptor.MAGIC)) {
        if (primary == null || !(udf || magic.startsWith("BEA01") || magic.startsWith("TEA01"))) {
          break;
        }
        continue;
      }
      switch (VolumeDescriptor.type(bytes)) {
        case VolumeDescriptor.PRIMARY ->
            primary = primary == null ? new VolumeDescriptor(bytes, false) : primary;
        case VolumeDescriptor.SUPPLEMENTARY ->
            joliet =
                joliet == null && VolumeDescriptor.isJoliet(bytes)
                    ? new VolumeDescriptor(bytes, true)
                    : joliet;
        case VolumeDescriptor.BOOT_RECORD -> {
          if (bytes.part(7, 32).startsWith(EL_TORITO) && catalog.isEmpty()) {
            catalog = OptionalLong.of(bytes.u32(CATALOG) * ImageBytes.SECTOR);
          }
        }
        default -> {}
      }
    }
    if (primary == null) {
      throw notIso(image);
    }
    return new Descriptors(primary, Optional.ofNullable(joliet), catalog, udf);
  }

  /** Whether the first of them is one of ISO 9660. */
  static boolean isIso(ImageBytes image) throws IsoException {
    return image.holds(position(0), ImageBytes.SECTOR)
        && image
            .read(position(0), ImageBytes.SECTOR, "its volume descriptors")
            .part(1, 5)
            .startsWith(VolumeDescriptor.MAGIC);
  }

  private static long position(int index) {
    return (FIRST_SECTOR + (long) index) * ImageBytes.SECTOR;
  }

  private static IsoException notIso(ImageBytes image) throws IsoException {
    if (image.size() == 0) {
      return new IsoException("the ISO " + image.file() + " is empty: get it again");
    }
    Field start = image.read(0, (int) Math.min(image.size(), ImageBytes.SECTOR), "its start");
    String is =
        image.size() < position(1)
            ? " ends before its volume descriptor: the download is incomplete, get it again"
            : start.startsWith("\u007fELF")
                ? " is an ELF file, not an ISO 9660 image"
                : start.u16(510) == 0xAA55
                    ? " is a disk image with a boot sector, not an ISO 9660 image"
                    : " is no ISO 9660 image: it has no volume descriptor";
    return new IsoException(image.file() + is);
  }
}
