package emu.cli;

import emu.cli.option.ChoiceException;
import emu.core.cpu.EntryState;
import picocli.CommandLine.ITypeConverter;

/** What picocli reads --mode with. */
final class EntryModeConverter implements ITypeConverter<EntryState.Mode> {
  @Override
  public EntryState.Mode convert(String value) {
    return switch (value) {
      case "16" -> EntryState.Mode.REAL_16;
      case "32" -> EntryState.Mode.PROTECTED_32;
      case "64" -> EntryState.Mode.LONG_64;
      default ->
          throw new ChoiceException(
              "there is no mode of %s bits: choose from 16, 32, 64".formatted(value));
    };
  }
}
