package emu.devices.ide;

import java.util.Arrays;

/**
 * What a drive tells about a disc with one data track.
 *
 * @param blocks of 2,048 bytes
 */
record Disc(long blocks) {
  private static final int DATA_TRACK = 0x14;
  private static final int LEAD_OUT = 0xAA;
  private static final int NO_AUDIO_STATUS = 0x15;

  /** READ CAPACITY: the last block, and the size of one. */
  byte[] capacity() {
    return new Response(8).put32(0, blocks - 1).put32(4, 2048).bytes();
  }

  /** READ TOC/PMA/ATIP (MMC 6.25) in format 0, 1 or 2. */
  byte[] tableOfContents(Packet packet) throws CheckCondition {
    boolean msf = packet.has(1, 2);
    int format = packet.at(2) & 0xF;
    // SFF-8020i has the format in the last bytes.
    return switch (format == 0 ? packet.at(9) >> 6 : format) {
      case 0 -> tracks(packet.at(6), msf);
      case 1 -> sessions(msf);
      case 2 -> fullTable();
      default -> throw new CheckCondition(Sense.INVALID_FIELD);
    };
  }

  private byte[] tracks(int first, boolean msf) throws CheckCondition {
    if (first > 1 && first != LEAD_OUT) {
      throw new CheckCondition(Sense.INVALID_FIELD);
    }
    byte[] both =
        new Response(20)
            .put8(2, 1)
            .put8(3, 1)
            .put8(5, DATA_TRACK)
            .put8(6, 1)
            .putAddress(8, msf, 0)
            .put8(13, DATA_TRACK)
            .put8(14, LEAD_OUT)
            .putAddress(16, msf, blocks)
            .bytes();
    if (first != LEAD_OUT) {
      both[1] = 18;
      return both;
    }
    byte[] leadOut = Arrays.copyOf(both, 12);
    leadOut[1] = 10;
    System.arraycopy(both, 12, leadOut, 4, 8);
    return leadOut;
  }

  private static byte[] sessions(boolean msf) {
    return new Response(12)
        .put16(0, 10)
        .put8(2, 1)
        .put8(3, 1)
        .put8(5, DATA_TRACK)
        .put8(6, 1)
        .putAddress(8, msf, 0)
        .bytes();
  }

  /** First track, last track, start of the lead-out, track 1: entries of 11 bytes. */
  private byte[] fullTable() {
    Response table = new Response(4 + 4 * 11).put16(0, 2 + 4 * 11).put8(2, 1).put8(3, 1);
    int[] points = {0xA0, 0xA1, 0xA2, 1};
    for (int i = 0; i < points.length; i++) {
      int at = 4 + i * 11;
      table.put8(at, 1).put8(at + 1, DATA_TRACK).put8(at + 3, points[i]);
      switch (points[i]) {
        case 0xA0, 0xA1 -> table.put8(at + 8, 1);
        case 0xA2 -> table.putAddress(at + 7, true, blocks);
        default -> table.putAddress(at + 7, true, 0);
      }
    }
    return table.bytes();
  }

  /** READ DISC INFORMATION (MMC 6.19): finished, one session, one track. */
  static byte[] information() {
    return new Response(34)
        .put16(0, 32)
        .put8(2, 0x0E)
        .put8(3, 1)
        .put8(4, 1)
        .put8(5, 1)
        .put8(6, 1)
        .put8(7, 0x20)
        .bytes();
  }

  /** READ SUB-CHANNEL (MMC 6.24): nothing plays, the head is at the start. */
  static byte[] subchannel(Packet packet) throws CheckCondition {
    boolean wantsData = packet.has(2, 0x40);
    int format = packet.at(3);
    if (wantsData && (format < 1 || format > 3)) {
      throw new CheckCondition(Sense.INVALID_FIELD);
    }
    int length = !wantsData ? 0 : format == 1 ? 12 : 20;
    Response response = new Response(4 + length).put8(1, NO_AUDIO_STATUS).put16(2, length);
    if (wantsData) {
      response.put8(4, format);
      if (format == 1) {
        boolean msf = packet.has(1, 2);
        response.put8(5, DATA_TRACK).put8(6, 1).put8(7, 1);
        response.putAddress(8, msf, 0).putAddress(12, msf, 0);
      }
    }
    return response.bytes();
  }
}
