package emu.devices.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mode of VBE: those that VESA numbered, and those that the display adapters of virtual machines
 * have besides.
 *
 * @param number for INT 10h/4F02h
 * @param width pixels in a row
 * @param height rows
 * @param bits of a pixel: 4, 8, 15, 16, 24 or 32
 */
record VbeMode(int number, int width, int height, int bits) {
  private static final List<VbeMode> ALL = read();

  private static List<VbeMode> read() {
    List<VbeMode> modes = new ArrayList<>();
    Resources.lines("vbe-modes.txt")
        .map(row -> row.split("[ x]"))
        .forEach(row ->
            modes.add(
                new VbeMode(
                    Integer.parseInt(row[0], 16),
                    Integer.parseInt(row[1]),
                    Integer.parseInt(row[2]),
                    Integer.parseInt(row[3]))));
    return List.copyOf(modes);
  }

  /** The mode with {@code number}. */
  static Optional<VbeMode> of(int number) {
    return ALL.stream().filter(mode -> mode.number == number).findFirst();
  }

  /** The modes that fit into {@code bytes} of display memory. */
  static List<VbeMode> fitting(long bytes) {
    return ALL.stream().filter(mode -> mode.bytes() <= bytes).toList();
  }

  boolean isPlanar() {
    return bits == 4;
  }

  /** Bytes in a row; of one plane in planar modes. */
  int stride() {
    return isPlanar() ? width / 8 : width * ((bits + 7) / 8);
  }

  /** Bytes of the picture. */
  long bytes() {
    return (long) stride() * height * (isPlanar() ? 4 : 1);
  }
}
