package emu.cli.option;

import picocli.CommandLine.ITypeConverter;

/** Reads a number of instructions, above 0. */
public final class InstructionCount implements ITypeConverter<Long> {
  @Override
  public Long convert(String value) {
    try {
      long count = Long.parseLong(value.replace("_", ""));
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // The sentence below says it.
    }
    throw new ChoiceException(
        "'" + value + "' is not a number of instructions: give one above 0, as in 1_000_000");
  }
}
