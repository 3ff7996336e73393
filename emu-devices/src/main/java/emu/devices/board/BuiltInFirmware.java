package emu.devices.board;

import emu.devices.boot.BootException;

/** Starts a board with the emulator's own BIOS. */
final class BuiltInFirmware implements PowerOn {
  private final BoardConfig config;

  BuiltInFirmware(BoardConfig config) {
    this.config = config;
  }

  @Override
  public void start(Board board) throws BootException {
    // The chipset as after a BIOS's own tests; RAM takes reads and writes from C0000h to FFFFFh.
    Firmware.setUp(board);
    throw new BootException(
        "there is no firmware to boot from %s: give -kernel FILE"
            .formatted(config.hasIde() ? "a disk" : "nothing"));
  }
}
