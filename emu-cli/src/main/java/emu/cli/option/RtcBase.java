package emu.cli.option;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;

/** The date and time that the guest's calendar clock shows at power-on. */
@FunctionalInterface
public interface RtcBase {

  /** The time to show, given the host's time {@code now} and zone {@code zone}; read as UTC. */
  LocalDateTime at(Instant now, ZoneId zone);

  /** What picocli reads -rtc with: {@code base=utc|localtime|DATE}. */
  final class Converter implements ITypeConverter<RtcBase> {
    private static final String BASE = "base=";
    private static final String CHOICES =
        """
        base=utc                   the host's time, in UTC
        base=localtime             the host's time, in its zone
        base=2026-01-31T12:00:00   that time
        base=2026-01-31            midnight of that day\
        """;

    @Override
    public RtcBase convert(String value) {
      if (value.equals("help")) {
        throw new ChoicesRequested(CHOICES);
      }
      String base = value.startsWith(BASE) ? value.substring(BASE.length()) : value;
      return switch (base) {
        case "utc" -> (now, zone) -> LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        case "localtime" -> LocalDateTime::ofInstant;
        default -> fixed(value, base);
      };
    }

    private static RtcBase fixed(String value, String base) {
      try {
        LocalDateTime time =
            base.indexOf('T') >= 0
                ? LocalDateTime.parse(base)
                : LocalDate.parse(base).atStartOfDay();
        return (now, zone) -> time;
      } catch (DateTimeException e) {
        throw new ChoiceException(
            "'%s' is no time for -rtc: give base=utc, base=localtime or base=2026-01-31T12:00:00"
                .formatted(value));
      }
    }
  }
}
