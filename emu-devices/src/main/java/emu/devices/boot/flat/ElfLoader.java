package emu.devices.boot.flat;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.boot.BootContext;
import emu.devices.boot.BootException;
import emu.devices.boot.ElfKernel;
import emu.devices.boot.Placement;
import emu.devices.boot.ProtocolLoader;

/**
 * Enters an ELF file where its header says.
 *
 * @param kernel the file
 */
public record ElfLoader(ElfKernel kernel) implements ProtocolLoader {

  @Override
  public EntryState load(BootContext context) throws BootException {
    Placement placement = context.request().placement();
    Mode mode = placement.mode().orElse(kernel.bits() == 64 ? Mode.LONG_64 : Mode.PROTECTED_32);
    if (mode == Mode.REAL_16) {
      throw new BootException(
          kernel.what() + " is an ELF file, which has no 16-bit mode: use --mode 32 or --mode 64");
    }
    long entry = kernel.checkedEntry(kernel.physicalEntry());
    kernel.load(context.layout());
    return PlainEntry.at(entry, mode, context);
  }
}
