package emu.devices.boot;

import emu.core.cpu.EntryState;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a kernel goes that does not say so itself.
 *
 * @param address physical address of its first byte
 * @param entry an address or a symbol's name, at which it is entered
 * @param mode the processor's mode there
 */
public record Placement(
    OptionalLong address, Optional<String> entry, Optional<EntryState.Mode> mode) {
  /** Nothing is said. */
  public static final Placement NONE =
      new Placement(OptionalLong.empty(), Optional.empty(), Optional.empty());

  /** The entry as an address; empty if it is none. */
  public OptionalLong entryAddress() {
    try {
      return entry.isPresent() ? OptionalLong.of(Long.decode(entry.get())) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
