package emu.devices.board;

import emu.core.cpu.EntryState;
import emu.devices.firmware.Bios;
import emu.devices.firmware.BiosHardware;
import emu.devices.firmware.BootDevice;
import emu.devices.firmware.MemoryRange;
import emu.devices.storage.Drive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Starts a board with the emulator's own BIOS, whose first instruction is at the reset vector. */
final class BuiltInFirmware implements PowerOn {
  private final BoardConfig config;

  BuiltInFirmware(BoardConfig config) {
    this.config = config;
  }

  @Override
  public void start(Board board) {
    Firmware.setUp(board);
    install(board, Optional.empty());
  }

  /**
   * Starts the BIOS of a board that {@link Firmware#setUp} has seen.
   *
   * @param kernel what the BIOS starts in real mode; empty for what is on the disks
   */
  void install(Board board, Optional<EntryState> kernel) {
    board.cpu.reset();
    Firmware.setUpMemoryTypes(board);
    board.install(new Bios(hardware(board, kernel)));
  }

  private BiosHardware hardware(Board board, Optional<EntryState> kernel) {
    List<Optional<Drive>> ide =
        IntStream.range(0, BoardConfig.IDE_DRIVES).mapToObj(config::ide).toList();
    List<Drive> floppies = new ArrayList<>();
    for (int number = 0; number < BoardConfig.FLOPPY_DRIVES; number++) {
      config.floppy(number).ifPresent(floppies::add);
    }
    return new BiosHardware(
        board.cpu,
        MemoryMap.of(board.memory).stream()
            .map(entry -> new MemoryRange(entry.start(), entry.length(), entry.type().code()))
            .toList(),
        ide,
        floppies,
        config.bootOrder().drives().chars().mapToObj(BuiltInFirmware::device).toList(),
        config.bootOrder().menu(),
        kernel,
        sentence -> fail(board, sentence));
  }

  /**
   * Without a display the run is over; with one, the sentence is there, and the machine goes on.
   */
  private void fail(Board board, String sentence) {
    if (config.display()) {
      config.firmwareMessages().accept(sentence);
    } else {
      board.bootFailure = Optional.of(sentence);
    }
  }

  private static BootDevice device(int letter) {
    return switch (letter) {
      case 'a' -> BootDevice.FLOPPY;
      case 'c' -> BootDevice.HARD_DISK;
      default -> BootDevice.CD_ROM;
    };
  }
}
