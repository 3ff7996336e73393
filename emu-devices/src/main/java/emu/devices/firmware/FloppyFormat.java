package emu.devices.firmware;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Formats of floppy disks, with the drive type of CMOS and INT 13h/08h that reads them. */
enum FloppyFormat {
  KIB_160(40, 1, 8, 1),
  KIB_180(40, 1, 9, 1),
  KIB_320(40, 2, 8, 1),
  KIB_360(40, 2, 9, 1),
  KIB_720(80, 2, 9, 3),
  KIB_1200(80, 2, 15, 2),
  KIB_1440(80, 2, 18, 4),
  KIB_1680(80, 2, 21, 4),
  KIB_1722(82, 2, 21, 4),
  KIB_2880(80, 2, 36, 5);

  private final int cylinders;
  private final int heads;
  private final int sectors;
  private final int driveType;

  FloppyFormat(int cylinders, int heads, int sectors, int driveType) {
    this.cylinders = cylinders;
    this.heads = heads;
    this.sectors = sectors;
    this.driveType = driveType;
  }

  /**
   * The format of an image of {@code sectors} sectors of 512 bytes: if it is shorter than any disk,
   * the least disk of 3.5 inches that it fits on.
   */
  static Optional<FloppyFormat> of(long sectors) {
    return Arrays.stream(values())
        .filter(format -> format.geometry().total() == sectors)
        .findFirst()
        .or(() ->
            Stream.of(KIB_720, KIB_1440, KIB_2880)
                .filter(format -> format.geometry().total() > sectors)
                .findFirst());
  }

  Geometry geometry() {
    return new Geometry(cylinders, heads, sectors);
  }

  int driveType() {
    return driveType;
  }
}
