package emu.devices.boot.object;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.boot.BootContext;
import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import emu.devices.boot.Placement;
import emu.devices.boot.ProtocolLoader;
import emu.devices.boot.Sizes;
import emu.devices.boot.flat.PlainEntry;
import java.util.OptionalLong;

/**
 * Links an object file at an address and enters it at a symbol, like a C function.
 *
 * @param file the file
 */
public record ObjectLoader(ByteView file) implements ProtocolLoader {
  private static final long USUAL_ADDRESS = 0x10_0000;

  /** What linkers take for the entry. */
  private static final String USUAL_ENTRY = "_start";

  /** Whether {@code file} is an object file. */
  public static boolean isObject(ByteView file) throws BootException {
    return ObjectFile.isObject(file);
  }

  @Override
  public EntryState load(BootContext context) throws BootException {
    Placement placement = context.request().placement();
    ObjectFile object = ObjectFile.parse(file);
    ObjectMap map = new ObjectMap(object, placement.address().orElse(USUAL_ADDRESS));
    map.checkDefined();
    long entry = entry(placement, map);
    Mode mode = placement.mode().orElse(object.wide() ? Mode.LONG_64 : Mode.PROTECTED_32);
    if (mode == Mode.REAL_16) {
      throw new BootException(
          file.what() + " is an ELF file, which has no 16-bit mode: use --mode 32 or --mode 64");
    }
    context.layout().claim(map.start(), map.end() - map.start(), file.what());
    new ObjectLinker(object, map, context.layout()).link();
    return PlainEntry.at(entry, mode, context);
  }

  private long entry(Placement placement, ObjectMap map) throws BootException {
    String name = placement.entry().orElse(USUAL_ENTRY);
    OptionalLong entry = map.address(name);
    if (entry.isEmpty()) {
      entry = placement.entryAddress();
    }
    if (entry.isEmpty()) {
      throw new BootException(
          "%s defines no symbol '%s': name the one to enter with --entry"
              .formatted(file.what(), name));
    }
    long address = entry.getAsLong();
    if (address < map.start() || address >= map.end()) {
      throw new BootException(
          "the entry %s of %s is at %s, outside of what is loaded: name another with --entry"
              .formatted(name, file.what(), Sizes.hex(address)));
    }
    return address;
  }
}
