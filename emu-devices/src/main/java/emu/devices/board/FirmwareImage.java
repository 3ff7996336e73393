package emu.devices.board;

import emu.core.memory.PhysicalMemory;
import emu.core.memory.RawMemory;

/**
 * Starts a board as hardware does: with a firmware image below 4 GiB, the end of it below 1 MiB as
 * well, and the processor at its reset vector (SDM 3A 10.1.4).
 */
final class FirmwareImage implements PowerOn {
  /** What the PIIX3 decodes below 1 MiB at the most: E0000h to FFFFFh. */
  private static final int LOW_BYTES = 128 << 10;

  private final byte[] image;

  FirmwareImage(byte[] image) {
    this.image = image;
  }

  @Override
  public void start(Board board) {
    PhysicalMemory memory = board.memory;
    RawMemory rom = memory.romOf(image);
    memory.mapRom(PhysicalMemory.HIGH_START - image.length, rom, 0, image.length);
    int low = Math.min(image.length, LOW_BYTES);
    memory.mapRom(MemoryMap.EXTENDED_MEMORY - low, rom, image.length - low, low);
    board.cpu.reset();
  }
}
