package emu.devices.board;

import emu.core.memory.PhysicalMemory;
import emu.core.memory.RawMemory;
import emu.devices.acpi.AcpiTables;
import emu.devices.boot.MemoryMapEntry;
import emu.devices.fwcfg.FwCfg;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.TreeMap;

/**
 * Starts a board as hardware does: with a firmware image below 4 GiB, the end of it below 1 MiB as
 * well, and the processor at its reset vector (SDM 3A 10.1.4). What firmware cannot see for itself
 * it reads from the firmware configuration device.
 */
final class FirmwareImage implements PowerOn {
  /** What the PIIX3 decodes below 1 MiB at the most: E0000h to FFFFFh. */
  private static final int LOW_BYTES = 128 << 10;

  private static final int E820_ENTRY = 20;

  private final byte[] image;
  private final BoardConfig config;

  FirmwareImage(byte[] image, BoardConfig config) {
    this.image = image;
    this.config = config;
  }

  @Override
  public void start(Board board) {
    PhysicalMemory memory = board.memory;
    RawMemory rom = memory.romOf(image);
    memory.mapRom(PhysicalMemory.HIGH_START - image.length, rom, 0, image.length);
    int low = Math.min(image.length, LOW_BYTES);
    memory.mapRom(MemoryMap.EXTENDED_MEMORY - low, rom, image.length - low, low);
    Firmware.rememberMemorySize(board);
    configure(board.firmwareConfig, MemoryMap.ram(memory));
    board.cpu.reset();
  }

  private void configure(FwCfg device, List<MemoryMapEntry> ram) {
    device.add(FwCfg.CPUS, 2, 1);
    device.add(FwCfg.MOST_CPUS, 2, 1);
    device.add(FwCfg.BOOT_MENU, 2, config.bootOrder().menu() ? 1 : 0);
    device.add(FwCfg.TIMER_OVERRIDE, 4, 1);
    device.addFile("etc/e820", e820(ram));
    new TreeMap<>(AcpiTables.files(Firmware.hardware(config))).forEach(device::addFile);
  }

  /** Base, length and type of each range of RAM, little-endian. */
  private static byte[] e820(List<MemoryMapEntry> ram) {
    ByteBuffer entries =
        ByteBuffer.allocate(ram.size() * E820_ENTRY).order(ByteOrder.LITTLE_ENDIAN);
    for (MemoryMapEntry entry : ram) {
      entries.putLong(entry.start()).putLong(entry.length()).putInt(entry.type().code());
    }
    return entries.array();
  }
}
