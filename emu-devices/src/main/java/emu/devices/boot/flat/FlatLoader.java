package emu.devices.boot.flat;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.boot.BootContext;
import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import emu.devices.boot.GuestLayout;
import emu.devices.boot.Placement;
import emu.devices.boot.ProtocolLoader;
import emu.devices.boot.Sizes;

/**
 * Puts a file into memory as it is and enters it at its start, or where the user says.
 *
 * @param file the file
 */
public record FlatLoader(ByteView file) implements ProtocolLoader {
  private static final long USUAL_ADDRESS = 0x10_0000;
  private static final long USUAL_ADDRESS_16 = 0x7C00;

  @Override
  public EntryState load(BootContext context) throws BootException {
    Placement placement = context.request().placement();
    Mode mode = placement.mode().orElse(Mode.PROTECTED_32);
    long address =
        placement.address().orElse(mode == Mode.REAL_16 ? USUAL_ADDRESS_16 : USUAL_ADDRESS);
    long entry = entry(placement, address);
    GuestLayout layout = context.layout();
    layout.claim(address, file.length(), file.what());
    layout.write(address, file);
    return mode == Mode.REAL_16
        ? RealModeEntry.at(entry, context)
        : PlainEntry.at(entry, mode, context);
  }

  private long entry(Placement placement, long address) throws BootException {
    if (placement.entry().isEmpty()) {
      return address;
    }
    if (placement.entryAddress().isEmpty()) {
      throw new BootException(
          "a flat binary has no symbol '%s': give --entry an address, as in --entry %s"
              .formatted(placement.entry().get(), Sizes.hex(address)));
    }
    long entry = placement.entryAddress().getAsLong();
    if (entry < address || entry >= address + file.length()) {
      throw new BootException(
          "--entry %s lies outside of %s, which is at %s to %s: give an address in it"
              .formatted(
                  Sizes.hex(entry),
                  file.what(),
                  Sizes.hex(address),
                  Sizes.hex(address + file.length() - 1)));
    }
    return entry;
  }
}
