package emu.devices.board;

/** Which firmware a machine starts with. */
public sealed interface FirmwareChoice {
  /** Bytes of the largest image. */
  int LARGEST_IMAGE = 16 << 20;

  /** The BIOS that comes with the emulator. */
  record BuiltIn() implements FirmwareChoice {}

  /** An image of a PC's firmware, which ends below 4 GiB, with its last 128 KiB below 1 MiB. */
  final class Image implements FirmwareChoice {
    private static final int UNIT = 64 << 10;

    private final byte[] bytes;

    /**
     * Takes an image, which is not to be changed any more.
     *
     * @throws IllegalArgumentException with a sentence for the user if no firmware has its size: a
     *     multiple of 64 KiB, at most {@link #LARGEST_IMAGE}
     */
    public Image(byte[] bytes) {
      if (bytes.length == 0 || bytes.length > LARGEST_IMAGE || bytes.length % UNIT != 0) {
        throw new IllegalArgumentException(
            "a firmware image is a multiple of 64 KiB up to 16 MiB, not %d bytes: take one for PCs"
                .formatted(bytes.length));
      }
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }
}
