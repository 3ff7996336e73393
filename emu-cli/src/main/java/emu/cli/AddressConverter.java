package emu.cli;

import emu.cli.option.ChoiceException;
import picocli.CommandLine.ITypeConverter;

/** What picocli reads physical addresses with. */
final class AddressConverter implements ITypeConverter<Long> {
  @Override
  public Long convert(String value) {
    try {
      long address = Long.decode(value);
      if (address >= 0) {
        return address;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new ChoiceException("'%s' is no address: give a number, as in 0x100000".formatted(value));
  }
}
