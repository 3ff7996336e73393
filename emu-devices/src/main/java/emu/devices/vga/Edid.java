package emu.devices.vga;

/**
 * What the monitor says of itself: an EDID block of version 1.4 (VESA E-EDID standard, release A2).
 */
final class Edid {
  private static final int BYTES = 128;
  private static final int DESCRIPTORS = 54;
  private static final int DESCRIPTOR_BYTES = 18;
  private static final int NAME = 0xFC;
  private static final int RANGES = 0xFD;
  private static final int ASPECT_4_TO_3 = 1;
  private static final int ASPECT_5_TO_4 = 2;
  private static final int ASPECT_16_TO_9 = 3;
  private static final int PREFERRED_COLUMNS = 1280;
  private static final int PREFERRED_ROWS = 800;

  private final byte[] block = new byte[BYTES];

  private Edid() {}

  /** The block, 128 bytes, whose preferred mode is 1280 by 800. */
  static byte[] block() {
    Edid edid = new Edid();
    edid.put(0, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00);
    int manufacturer = letter('E') << 10 | letter('M') << 5 | letter('U');
    edid.put(8, manufacturer >> 8, manufacturer, 0x01, 0x00, 1, 0, 0, 0);
    edid.put(16, 1, 2026 - 1990, 1, 4);
    edid.put(20, 0xA5, 34, 21, 120, 0x06); // digital, 8 bits a colour, 34 by 21 cm, gamma 2.2, sRGB
    edid.put(25, 0xEE, 0x91, 0xA3, 0x54, 0x4C, 0x99, 0x26, 0x0F, 0x50, 0x54); // sRGB's colours
    edid.put(35, 0x21, 0x08, 0x00); // 640x480, 800x600 and 1024x768 at 60 Hz
    for (int i = 0; i < 8; i++) {
      edid.put(38 + 2 * i, 0x01, 0x01); // no standard timing
    }
    edid.standardTiming(0, 1280, ASPECT_4_TO_3);
    edid.standardTiming(1, 1280, ASPECT_5_TO_4);
    edid.standardTiming(2, 1600, ASPECT_16_TO_9);
    edid.preferredTiming();
    edid.put(DESCRIPTORS + DESCRIPTOR_BYTES, 0, 0, 0, RANGES, 0, 50, 125, 30, 160, 30, 1);
    edid.put(DESCRIPTORS + DESCRIPTOR_BYTES + 11, 10, ' ', ' ', ' ', ' ', ' ', ' ');
    edid.put(DESCRIPTORS + 2 * DESCRIPTOR_BYTES, 0, 0, 0, NAME, 0);
    edid.put(DESCRIPTORS + 2 * DESCRIPTOR_BYTES + 5, "emu Monitor\n ".chars().toArray());
    edid.put(DESCRIPTORS + 3 * DESCRIPTOR_BYTES, 0, 0, 0, 0x10); // an unused descriptor
    edid.putChecksum();
    return edid.block;
  }

  private static int letter(char letter) {
    return letter - 'A' + 1;
  }

  private void put(int offset, int... values) {
    for (int i = 0; i < values.length; i++) {
      block[offset + i] = (byte) values[i];
    }
  }

  private void standardTiming(int index, int columns, int aspect) {
    put(38 + 2 * index, columns / 8 - 31, aspect << 6);
  }

  private void preferredTiming() {
    int hblank = 160; // CVT with reduced blanking
    int vblank = 23;
    int clock = (PREFERRED_COLUMNS + hblank) * (PREFERRED_ROWS + vblank) * 60 / 10_000;
    put(DESCRIPTORS, clock, clock >> 8);
    put(DESCRIPTORS + 2, PREFERRED_COLUMNS, hblank, PREFERRED_COLUMNS >> 8 << 4);
    put(DESCRIPTORS + 5, PREFERRED_ROWS, vblank, PREFERRED_ROWS >> 8 << 4);
    put(DESCRIPTORS + 8, 48, 32, 3 << 4 | 6, 0);
    put(DESCRIPTORS + 12, 340 & 0xFF, 210, 340 >> 8 << 4, 0, 0, 0x1A);
  }

  private void putChecksum() {
    int sum = 0;
    for (byte value : block) {
      sum += value;
    }
    block[BYTES - 1] = (byte) -sum;
  }
}
