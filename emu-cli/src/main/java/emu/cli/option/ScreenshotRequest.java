package emu.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/**
 * A picture of the screen that the user wants.
 *
 * @param file where it goes
 * @param nanoseconds when it is taken, in virtual time since power-on; empty for the moment at
 *     which what the run waits for has come
 */
public record ScreenshotRequest(Path file, Optional<Long> nanoseconds) {

  /** What picocli reads --screenshot with. */
  public static final class Converter implements ITypeConverter<ScreenshotRequest> {
    private static final String UNTIL = "until";
    private static final String CHOICES =
        """
        FILE.png@SECONDS   the screen after so many seconds of the guest's time
        FILE.png@until     the screen when what --until, --until-screen or --keys waits for is there\
        """;

    @Override
    public ScreenshotRequest convert(String value) {
      if (value.equals("help")) {
        throw new ChoicesRequested(CHOICES);
      }
      int at = value.lastIndexOf('@');
      if (at <= 0) {
        throw new ChoiceException(
            "--screenshot '%s' does not say when: give FILE.png@SECONDS or FILE.png@until"
                .formatted(value));
      }
      Path file = Path.of(value.substring(0, at));
      String when = value.substring(at + 1);
      return new ScreenshotRequest(
          file,
          when.equals(UNTIL)
              ? Optional.empty()
              : Optional.of(new Seconds().convert(when).toNanos()));
    }
  }
}
