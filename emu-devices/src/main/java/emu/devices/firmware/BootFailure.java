package emu.devices.firmware;

/** Why something cannot be booted, as part of a sentence. */
final class BootFailure extends Exception {
  private static final long serialVersionUID = 1;

  BootFailure(String reason) {
    super(reason);
  }
}
