package emu.devices.vga;

import emu.devices.display.Frame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Draws a mode of the display interface: dots one after the other, or words of four planes. */
final class LinearPicture {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final VideoMemory memory;
  private final DispiMode mode;
  private final int[] colours;
  private final WordShifter shifter;
  private final boolean bigEndian;

  /**
   * A picture from {@code memory}.
   *
   * @param colours of the bytes of dots of 8 bits
   * @param planeColours of the 16 values of dots of 4 bits
   * @param bigEndian whether dots of 15 and more bits have their high byte first
   */
  LinearPicture(
      VideoMemory memory, DispiMode mode, int[] colours, int[] planeColours, boolean bigEndian) {
    this.memory = memory;
    this.mode = mode;
    this.colours = colours;
    this.shifter = WordShifter.planes(planeColours);
    this.bigEndian = bigEndian;
  }

  void draw(Frame frame) {
    int width = mode.width();
    int[] row = new int[width];
    byte[] bytes = new byte[mode.bits() == 4 ? width / 2 : width * (mode.bits() + 7 >> 3)];
    frame.begin(width, mode.height());
    for (int y = 0; y < mode.height(); y++) {
      memory.peek(mode.start() + (long) y * mode.lineBytes(), bytes, bytes.length);
      switch (mode.bits()) {
        case 4 -> planes(bytes, row);
        case 8 -> palette(bytes, row);
        case 15 -> words(bytes, row, 5);
        case 16 -> words(bytes, row, 6);
        case 24 -> triples(bytes, row);
        default -> doublewords(bytes, row);
      }
      frame.setRow(y, row);
    }
  }

  private void planes(byte[] bytes, int[] row) {
    for (int x = 0; x < row.length; x += 8) {
      shifter.shift((int) INT.get(bytes, x / 2), row, x);
    }
  }

  private void palette(byte[] bytes, int[] row) {
    for (int x = 0; x < row.length; x++) {
      row[x] = colours[bytes[x] & 0xFF];
    }
  }

  /** Five bits of red and of blue, and {@code greenBits} (5 or 6) of green between them. */
  private void words(byte[] bytes, int[] row, int greenBits) {
    for (int x = 0; x < row.length; x++) {
      short dot = (short) SHORT.get(bytes, 2 * x);
      int value = (bigEndian ? Short.reverseBytes(dot) : dot) & 0xFFFF;
      int red = value >> 5 + greenBits & 0x1F;
      int green = value >> 5 << 8 - greenBits & 0xFF;
      int blue = value & 0x1F;
      row[x] = five(red) << 16 | (green | green >> greenBits) << 8 | five(blue);
    }
  }

  private static int five(int level) {
    return level << 3 | level >> 2;
  }

  private void triples(byte[] bytes, int[] row) {
    for (int x = 0; x < row.length; x++) {
      int first = bytes[3 * x] & 0xFF;
      int last = bytes[3 * x + 2] & 0xFF;
      int green = (bytes[3 * x + 1] & 0xFF) << 8;
      row[x] = bigEndian ? first << 16 | green | last : last << 16 | green | first;
    }
  }

  private void doublewords(byte[] bytes, int[] row) {
    for (int x = 0; x < row.length; x++) {
      int dot = (int) INT.get(bytes, 4 * x);
      row[x] = (bigEndian ? Integer.reverseBytes(dot) : dot) & 0xFF_FFFF;
    }
  }
}
