package emu.devices.board;

import emu.devices.boot.BootException;

/** What happens on a board between power-on (or a reset) and the first instruction. */
@FunctionalInterface
interface PowerOn {

  /**
   * Leaves the processor of {@code board} at the first instruction of what is started.
   *
   * @throws BootException with a sentence for the user if it cannot be started
   */
  void start(Board board) throws BootException;

  /** Loads a kernel and enters it, without firmware. */
  static PowerOn kernel(BootSource source) {
    return board -> {
      long rsdp = Firmware.setUp(board);
      Firmware.enter(board, source.load(board.memory, MemoryMap.of(board.memory), rsdp));
    };
  }

  /** What {@code config} chooses. */
  static PowerOn firmware(BoardConfig config) {
    return switch (config.firmware()) {
      case FirmwareChoice.BuiltIn _ -> new BuiltInFirmware(config);
      case FirmwareChoice.Image image -> new FirmwareImage(image.bytes(), config);
    };
  }
}
