package emu.cli.option;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Reads a time in seconds, with a fraction or not. */
public final class Seconds implements ITypeConverter<Duration> {
  private static final double MOST = 1e9;

  @Override
  public Duration convert(String value) {
    double seconds;
    try {
      seconds = Double.parseDouble(value);
    } catch (NumberFormatException e) {
      seconds = Double.NaN;
    }
    if (!(seconds > 0 && seconds <= MOST)) {
      throw new ChoiceException("'" + value + "' is not a time: give seconds above 0, as in 60");
    }
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
