package emu.devices.ide;

import java.util.Arrays;

/** The mode pages of a CD-ROM drive (MMC 5.5). */
final class ModePages {
  private static final int ERROR_RECOVERY = 0x01;
  private static final int AUDIO_CONTROL = 0x0E;
  private static final int CAPABILITIES = 0x2A;
  private static final int ALL = 0x3F;

  private static final int CHANGEABLE = 1;
  private static final int SAVED = 3;

  private static final int SPEED = 4234; // kilobytes a second: 24 times that of an audio CD
  private static final int BUFFER = 512;

  private ModePages() {}

  /** The response to MODE SENSE (6) or (10). */
  static byte[] sense(Packet packet, boolean locked) throws CheckCondition {
    int control = packet.at(2) >> 6;
    if (control == SAVED) {
      throw new CheckCondition(Sense.SAVING_NOT_SUPPORTED);
    }
    byte[] pages = pages(packet.at(2) & 0x3F, locked);
    if (control == CHANGEABLE) {
      clearParameters(pages);
    }
    boolean isLong = packet.operation() == Packet.MODE_SENSE_10;
    int header = isLong ? 8 : 4;
    Response response = new Response(header + pages.length);
    if (isLong) {
      response.put16(0, header - 2 + pages.length);
    } else {
      response.put8(0, header - 1 + pages.length);
    }
    System.arraycopy(pages, 0, response.bytes(), header, pages.length);
    return response.bytes();
  }

  private static byte[] pages(int code, boolean locked) throws CheckCondition {
    return switch (code) {
      case ERROR_RECOVERY -> errorRecovery();
      case AUDIO_CONTROL -> audioControl();
      case CAPABILITIES -> capabilities(locked);
      case ALL -> join(errorRecovery(), audioControl(), capabilities(locked));
      default -> throw new CheckCondition(Sense.INVALID_FIELD);
    };
  }

  private static byte[] errorRecovery() {
    return new Response(8).put8(0, ERROR_RECOVERY).put8(1, 6).put8(3, 5).bytes();
  }

  private static byte[] audioControl() {
    return new Response(16).put8(0, AUDIO_CONTROL).put8(1, 14).put8(2, 4).bytes();
  }

  private static byte[] capabilities(boolean locked) {
    return new Response(20)
        .put8(0, CAPABILITIES)
        .put8(1, 18)
        .put8(2, 0x0B) // reads CD-R, CD-RW, DVD-ROM
        .put8(4, 0x70) // mode 2 form 1 and 2, several sessions
        .put8(6, 0x29 | (locked ? 2 : 0)) // a tray that can be locked and ejects
        .put16(8, SPEED)
        .put16(12, BUFFER)
        .put16(14, SPEED)
        .bytes();
  }

  private static byte[] join(byte[]... pages) {
    byte[] all = new byte[0];
    for (byte[] page : pages) {
      int at = all.length;
      all = Arrays.copyOf(all, at + page.length);
      System.arraycopy(page, 0, all, at, page.length);
    }
    return all;
  }

  /** Leaves code and length of each page alone. */
  private static void clearParameters(byte[] pages) {
    for (int at = 0; at < pages.length; at += 2 + pages[at + 1]) {
      Arrays.fill(pages, at + 2, at + 2 + pages[at + 1], (byte) 0);
    }
  }
}
