package emu.cli.display.vnc;

import java.util.Optional;

/**
 * What a viewer may say that it understands (RFC 6143, 7.7 and 7.8, and the RFB community's list).
 */
enum Encoding {
  RAW(0),
  HEXTILE(5),
  ZRLE(16),
  /** The picture may change its size. */
  DESKTOP_SIZE(-223),
  /** The same, with the places of several monitors. */
  EXTENDED_DESKTOP_SIZE(-308),
  /** The mouse may tell motion instead of places. */
  POINTER_MOTION(-257),
  /** Keys may come with their scan codes. */
  EXTENDED_KEYS(-258);

  private final int number;

  Encoding(int number) {
    this.number = number;
  }

  /** What stands for it in the protocol. */
  int number() {
    return number;
  }

  /** Whether it is a way to send pixels. */
  boolean isPicture() {
    return number >= 0;
  }

  /** The encoding of that number, if it is one of ours. */
  static Optional<Encoding> of(int number) {
    for (Encoding encoding : values()) {
      if (encoding.number == number) {
        return Optional.of(encoding);
      }
    }
    return Optional.empty();
  }
}
