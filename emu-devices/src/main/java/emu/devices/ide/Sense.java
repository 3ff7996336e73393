package emu.devices.ide;

/**
 * Why a packet command failed (SPC 7.20).
 *
 * @param key sense key
 * @param code additional sense code
 * @param qualifier additional sense code qualifier
 */
record Sense(int key, int code, int qualifier) {
  static final Sense NONE = new Sense(0, 0, 0);
  static final Sense NO_MEDIUM = new Sense(2, 0x3A, 1);
  static final Sense NO_MEDIUM_TRAY_OPEN = new Sense(2, 0x3A, 2);
  static final Sense UNRECOVERED_READ_ERROR = new Sense(3, 0x11, 0);
  static final Sense INVALID_COMMAND = new Sense(5, 0x20, 0);
  static final Sense ADDRESS_OUT_OF_RANGE = new Sense(5, 0x21, 0);
  static final Sense INVALID_FIELD = new Sense(5, 0x24, 0);
  static final Sense SAVING_NOT_SUPPORTED = new Sense(5, 0x39, 0);
  static final Sense REMOVAL_PREVENTED = new Sense(5, 0x53, 2);
  static final Sense ILLEGAL_TRACK_MODE = new Sense(5, 0x64, 0);
  static final Sense MEDIUM_CHANGED = new Sense(6, 0x28, 0);

  /** What REQUEST SENSE returns, in the fixed format. */
  byte[] bytes() {
    return new Response(18)
        .put8(0, 0x70)
        .put8(2, key)
        .put8(7, 10)
        .put8(12, code)
        .put8(13, qualifier)
        .bytes();
  }
}
