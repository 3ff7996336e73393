package emu.devices.ide;

import java.util.Arrays;

/** The features of a CD-ROM and DVD-ROM drive (MMC 5.4 and 6.6, GET CONFIGURATION). */
final class Configuration {
  private static final int PROFILE_CD_ROM = 0x08;
  private static final int PROFILE_DVD_ROM = 0x10;
  private static final long MOST_CD_BLOCKS = 80 * 60 * 75;
  private static final int HEADER = 8;

  /** Codes of the features, in ascending order. */
  private static final int[] FEATURES = {0x00, 0x01, 0x03, 0x10, 0x1E};

  private Configuration() {}

  /** The response to GET CONFIGURATION; {@code blocks} is 0 without a disc. */
  static byte[] get(Packet packet, long blocks) throws CheckCondition {
    int wanted = packet.at(1) & 3;
    if (wanted == 3) {
      throw new CheckCondition(Sense.INVALID_FIELD);
    }
    int profile = profile(blocks);
    int start = packet.at16(2);
    byte[] all = new byte[HEADER];
    for (int code : FEATURES) {
      byte[] feature = feature(code, profile);
      boolean isCurrent = (feature[2] & 1) != 0;
      boolean asked = wanted == 2 ? code == start : code >= start && (wanted == 0 || isCurrent);
      if (asked) {
        int at = all.length;
        all = Arrays.copyOf(all, at + feature.length);
        System.arraycopy(feature, 0, all, at, feature.length);
      }
    }
    byte[] header = new Response(HEADER).put32(0, all.length - 4L).put16(6, profile).bytes();
    System.arraycopy(header, 0, all, 0, HEADER);
    return all;
  }

  private static int profile(long blocks) {
    return blocks == 0 ? 0 : blocks <= MOST_CD_BLOCKS ? PROFILE_CD_ROM : PROFILE_DVD_ROM;
  }

  private static byte[] feature(int code, int profile) {
    return switch (code) {
      case 0x00 ->
          head(code, 8, 3)
              .put16(4, PROFILE_DVD_ROM)
              .put8(6, profile == PROFILE_DVD_ROM ? 1 : 0)
              .put16(8, PROFILE_CD_ROM)
              .put8(10, profile == PROFILE_CD_ROM ? 1 : 0)
              .bytes();
      case 0x01 -> head(code, 4, 3).put32(4, 2).bytes(); // core: ATAPI
      case 0x03 -> head(code, 4, 3).put8(4, 0x29).bytes(); // removable: tray, ejects, locks
      case 0x10 -> // random readable: blocks of 2,048 bytes, one at a time
          head(code, 8, profile != 0 ? 1 : 0).put32(4, 2048).put16(8, 1).put8(10, 1).bytes();
      default -> head(code, 4, profile == PROFILE_CD_ROM ? 1 : 0).bytes(); // CD read
    };
  }

  /** {@code flags}: bit 0, current; bit 1, persistent. */
  private static Response head(int code, int length, int flags) {
    return new Response(4 + length).put16(0, code).put8(2, flags).put8(3, length);
  }
}
