package emu.devices.ide;

/** A command packet: an operation code and its parameters. */
final class Packet {
  static final int LENGTH = 12;

  static final int TEST_UNIT_READY = 0x00;
  static final int REQUEST_SENSE = 0x03;
  static final int INQUIRY = 0x12;
  static final int MODE_SENSE_6 = 0x1A;
  static final int START_STOP_UNIT = 0x1B;
  static final int PREVENT_ALLOW_MEDIUM_REMOVAL = 0x1E;
  static final int READ_CAPACITY = 0x25;
  static final int READ_10 = 0x28;
  static final int SEEK_10 = 0x2B;
  static final int READ_SUBCHANNEL = 0x42;
  static final int READ_TOC = 0x43;
  static final int GET_CONFIGURATION = 0x46;
  static final int GET_EVENT_STATUS_NOTIFICATION = 0x4A;
  static final int READ_DISC_INFORMATION = 0x51;
  static final int MODE_SENSE_10 = 0x5A;
  static final int READ_12 = 0xA8;
  static final int SET_CD_SPEED = 0xBB;
  static final int MECHANISM_STATUS = 0xBD;
  static final int READ_CD = 0xBE;

  private final byte[] bytes;

  /** The packet in {@code bytes}, twelve of them. */
  Packet(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  int operation() {
    return at(0);
  }

  /** The byte at {@code index}, 0 to 255. */
  int at(int index) {
    return bytes[index] & 0xFF;
  }

  boolean has(int index, int bit) {
    return (bytes[index] & bit) != 0;
  }

  int at16(int index) {
    return at(index) << 8 | at(index + 1);
  }

  int at24(int index) {
    return at16(index) << 8 | at(index + 2);
  }

  long at32(int index) {
    return (long) at16(index) << 16 | at16(index + 2);
  }
}
