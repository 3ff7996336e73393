package emu.devices.iso;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

/**
 * A primary or supplementary volume descriptor, ECMA-119 8.4 and 8.5.
 *
 * @param joliet whether it is supplementary, with names in UCS-2
 */
record VolumeDescriptor(Field bytes, boolean joliet) {
  static final String MAGIC = "CD001";
  static final int BOOT_RECORD = 0;
  static final int PRIMARY = 1;
  static final int SUPPLEMENTARY = 2;
  static final int TERMINATOR = 255;
  static final int ROOT_RECORD_LENGTH = 34;

  private static final int SYSTEM = 8;
  private static final int LABEL = 40;
  private static final int BLOCKS = 80;
  private static final int ESCAPES = 88;
  private static final int BLOCK_SIZE = 128;
  private static final int ROOT_RECORD = 156;
  private static final int PUBLISHER = 318;
  private static final int APPLICATION = 574;
  private static final int SHORT_TEXT = 32;
  private static final int LONG_TEXT = 128;

  static int type(Field bytes) {
    return bytes.u8(0);
  }

  /** Whether a supplementary descriptor is Joliet's: UCS-2 at one of three levels. */
  static boolean isJoliet(Field bytes) {
    Field escapes = bytes.part(ESCAPES, 3);
    return escapes.startsWith("%/@") || escapes.startsWith("%/C") || escapes.startsWith("%/E");
  }

  /** The volume, whose files are named by {@code names}. */
  Volume volume(Volume.Names names, ImageBytes image) throws IsoException {
    int blockSize = bytes.both16(BLOCK_SIZE);
    long blocks = bytes.both32(BLOCKS);
    if (blockSize != 512 && blockSize != 1024 && blockSize != 2048) {
      throw image.damaged("its volume says nothing of use about the size of a block");
    }
    if (blocks <= 0) {
      throw image.damaged("its volume says nothing of use about its length");
    }
    return new Volume(
        text(LABEL, SHORT_TEXT),
        text(SYSTEM, SHORT_TEXT),
        text(PUBLISHER, LONG_TEXT),
        text(APPLICATION, LONG_TEXT),
        blockSize,
        blocks,
        names);
  }

  Field rootRecord() {
    return bytes.part(ROOT_RECORD, ROOT_RECORD_LENGTH);
  }

  private String text(int offset, int length) {
    String text = bytes.part(offset, length).text(joliet ? UTF_16BE : ISO_8859_1);
    int end = text.indexOf('\0');
    return Printable.of((end < 0 ? text : text.substring(0, end)).strip());
  }
}
