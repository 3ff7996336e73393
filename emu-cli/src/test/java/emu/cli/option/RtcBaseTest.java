package emu.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtcBaseTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final ZoneId ZONE = ZoneOffset.ofHours(2);

  @ParameterizedTest
  @CsvSource({
    "base=utc, 2026-03-04T05:06:07",
    "utc, 2026-03-04T05:06:07",
    "base=localtime, 2026-03-04T07:06:07",
    "base=2001-02-03, 2001-02-03T00:00:00",
    "base=2001-02-03T04:05:06, 2001-02-03T04:05:06",
  })
  void readsQemusSyntax(String text, LocalDateTime expected) {
    assertEquals(expected, new RtcBase.Converter().convert(text).at(NOW, ZONE));
  }
}
