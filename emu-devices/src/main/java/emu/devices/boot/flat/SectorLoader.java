package emu.devices.boot.flat;

import emu.core.cpu.EntryState;
import emu.devices.boot.BootContext;
import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import emu.devices.boot.ProtocolLoader;

/**
 * Puts a boot sector at 0000:7C00, where a BIOS puts the first of a disk.
 *
 * @param sector the file
 */
public record SectorLoader(ByteView sector) implements ProtocolLoader {
  private static final int BOOT_ADDRESS = 0x7C00;
  private static final int SIZE = 512;
  private static final int SIGNATURE_AT = 510;

  /** Whether {@code file} is a sector with the signature. */
  public static boolean isSector(ByteView file) {
    return file.length() == SIZE && isBootable(file);
  }

  /** Whether {@code file} starts with a sector that a BIOS boots. */
  public static boolean isBootable(ByteView file) {
    return file.hasAt(SIGNATURE_AT, "U\u00aa");
  }

  @Override
  public EntryState load(BootContext context) throws BootException {
    context.layout().claim(BOOT_ADDRESS, sector.length(), sector.what());
    context.layout().write(BOOT_ADDRESS, sector);
    return RealModeEntry.at(BOOT_ADDRESS, context);
  }
}
