package emu.devices.boot;

/** Sizes and addresses as messages show them. */
public final class Sizes {
  private static final long MIB = 1L << 20;

  private Sizes() {}

  /** {@code bytes} in MiB, rounded up, or in bytes if that says more. */
  public static String text(long bytes) {
    if (bytes >= 0 && bytes < MIB) {
      return bytes + " bytes";
    }
    return Long.divideUnsigned(bytes - 1, MIB) + 1 + " MiB";
  }

  public static String hex(long address) {
    return "0x" + Long.toHexString(address);
  }
}
