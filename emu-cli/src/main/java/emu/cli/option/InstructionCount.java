package emu.cli.option;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** Reads a number of instructions, above 0: digits, with K, M or G behind them for thousands. */
public final class InstructionCount implements ITypeConverter<Long> {
  private static final Pattern SYNTAX = Pattern.compile("([0-9_]+)([KMG]?)");
  private static final Map<String, Long> UNITS =
      Map.of("", 1L, "K", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L);

  @Override
  public Long convert(String value) {
    Matcher matcher = SYNTAX.matcher(value);
    if (matcher.matches()) {
      try {
        long count = Long.parseLong(matcher.group(1).replace("_", ""));
        if (count > 0) {
          return Math.multiplyExact(count, UNITS.get(matcher.group(2)));
        }
      } catch (ArithmeticException | NumberFormatException e) {
        // The sentence below says it.
      }
    }
    throw new ChoiceException(
        "'%s' is not a number of instructions: give one above 0, as in 1_000_000 or 800M"
            .formatted(value));
  }
}
