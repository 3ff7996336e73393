package emu.devices.firmware;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A mode of the VGA (IBM PS/2 Hardware Interface Technical Reference, "Video subsystem"; the values
 * of the registers are those of the video parameter table of its BIOS).
 *
 * @param number for INT 10h/00h
 * @param model how memory holds the picture
 * @param width pixels in a row, in text modes characters
 * @param height rows of pixels or of characters
 * @param bits of a pixel
 * @param glyphRows rows of a character
 * @param pageSize bytes of a page
 * @param palette what is loaded into the DAC
 * @param misc the miscellaneous output register
 * @param sequencer registers 1 to 4
 * @param crtc registers 0 to 24
 * @param attributes registers 0 to 19
 * @param graphics registers 0 to 8
 */
record VideoMode(
    int number,
    Model model,
    int width,
    int height,
    int bits,
    int glyphRows,
    int pageSize,
    VideoPalette palette,
    int misc,
    List<Integer> sequencer,
    List<Integer> crtc,
    List<Integer> attributes,
    List<Integer> graphics) {

  /** How memory holds the picture. */
  enum Model {
    TEXT,
    CGA,
    PLANAR,
    PACKED,
    DIRECT;

    boolean isText() {
      return this == TEXT;
    }
  }

  private static final List<VideoMode> ALL =
      Resources.lines("video-modes.txt").map(row -> parse(row.split(" "))).toList();

  private static VideoMode parse(String[] row) {
    return new VideoMode(
        HexFormat.fromHexDigits(row[0]),
        Model.valueOf(row[1]),
        Integer.parseInt(row[2]),
        Integer.parseInt(row[3]),
        Integer.parseInt(row[4]),
        Integer.parseInt(row[5]),
        HexFormat.fromHexDigits(row[6]),
        VideoPalette.valueOf(row[7]),
        HexFormat.fromHexDigits(row[8]),
        bytes(row[9]),
        bytes(row[10]),
        bytes(row[11]),
        bytes(row[12]));
  }

  private static List<Integer> bytes(String hex) {
    return IntStream.range(0, hex.length() / 2)
        .map(i -> HexFormat.fromHexDigits(hex, 2 * i, 2 * i + 2))
        .boxed()
        .toList();
  }

  /** The mode with {@code number}. */
  static Optional<VideoMode> of(int number) {
    return ALL.stream().filter(mode -> mode.number == number).findFirst();
  }

  /** Characters in a row. */
  int columns() {
    return model.isText() ? width : width / 8;
  }

  /** Rows of characters. */
  int rows() {
    return model.isText() ? height : height / glyphRows;
  }

  /** Physical address of the picture. */
  long window() {
    return switch (model) {
      case TEXT -> number == 0x07 ? 0xB_0000 : 0xB_8000;
      case CGA -> 0xB_8000;
      default -> 0xA_0000;
    };
  }

  /** Whether the CRTC's ports are those of a monochrome adapter. */
  boolean isMonochrome() {
    return (misc & 1) == 0;
  }

  /** The mode as 64 bytes of the video parameter table. */
  byte[] parameters() {
    byte[] bytes = new byte[64];
    bytes[0] = (byte) columns();
    bytes[1] = (byte) (rows() - 1);
    bytes[2] = (byte) glyphRows;
    Bytes.setWord(bytes, 3, pageSize);
    put(bytes, 5, sequencer);
    bytes[9] = (byte) misc;
    put(bytes, 10, crtc);
    put(bytes, 35, attributes);
    put(bytes, 55, graphics);
    return bytes;
  }

  private static void put(byte[] bytes, int at, List<Integer> values) {
    for (int i = 0; i < values.size(); i++) {
      bytes[at + i] = values.get(i).byteValue();
    }
  }
}
