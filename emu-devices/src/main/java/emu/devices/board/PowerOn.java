package emu.devices.board;

import emu.core.cpu.EntryState;
import emu.devices.boot.BootException;
import emu.devices.boot.BootTarget;
import java.util.Optional;

/** What happens on a board between power-on (or a reset) and the first instruction. */
@FunctionalInterface
interface PowerOn {

  /**
   * Leaves the processor of {@code board} at the first instruction of what is started.
   *
   * @throws BootException with a sentence for the user if it cannot be started
   */
  void start(Board board) throws BootException;

  /** Loads a kernel and enters it, through the built-in BIOS if that is in real mode. */
  static PowerOn kernel(BootSource source, BoardConfig config) {
    return board -> {
      long rsdp = Firmware.setUp(board);
      EntryState entry =
          source.load(
              new BootTarget(
                  board.memory, MemoryMap.of(board.memory), rsdp, BoardDisplay.of(board)));
      if (entry.mode() == EntryState.Mode.REAL_16) {
        new BuiltInFirmware(config).install(board, Optional.of(entry));
      } else {
        Firmware.enter(board, entry);
      }
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
