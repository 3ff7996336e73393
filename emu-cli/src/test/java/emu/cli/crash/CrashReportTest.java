package emu.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import emu.api.Engine;
import emu.core.crash.Crash;
import emu.core.crash.Diagnosis;
import emu.devices.board.StopReason.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to die: how the run ends, the sentence, and the form of the reports. */
class CrashReportTest {
  private static final Pattern LABEL = Pattern.compile("label:(\\w+)");

  static Stream<Arguments> deaths() {
    return Deaths.all().stream()
        .flatMap(death -> Stream.of(Engine.values()).map(engine -> Arguments.of(death, engine)));
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void tellsWhy(Deaths death, Engine engine) throws Exception {
    try (DyingGuest guest = new DyingGuest(engine, death.source())) {
      assertEquals(death.kind(), guest.end.kind());
      Crash dead = guest.machine.inspect().crash(guest.end.kind()).orElseThrow();
      History history = new Rerun(guest::again, Duration.ofMinutes(1)).of(dead, true);
      assertTrue(history.note().startsWith("as a second run"), history::note);
      assertFalse(history.instructions().isEmpty());
      if (death.kind() == Kind.TRIPLE_FAULT || death.kind() == Kind.HALTED) {
        assertEquals(dead.address(), history.instructions().getLast().address());
      }
      Crash crash = dead.with(history.lastBranch());
      String sentence = Diagnosis.of(crash).sentence();
      String pattern = withAddresses(death.sentence(), guest);
      assertTrue(Pattern.matches(pattern, sentence), () -> sentence + "\nis not\n" + pattern);
      assertFormOfText(crash, history, sentence);
      assertFormOfJson(crash, history, sentence);
    }
  }

  static Stream<Arguments> survivors() {
    return Deaths.survivors().stream()
        .flatMap(guest -> Stream.of(Engine.values()).map(engine -> Arguments.of(guest, engine)));
  }

  @ParameterizedTest
  @MethodSource("survivors")
  void takesNoGuestThatWorksForDead(Deaths survivor, Engine engine) throws Exception {
    try (DyingGuest guest = new DyingGuest(engine, survivor.source())) {
      assertEquals(survivor.kind(), guest.end.kind());
    }
  }

  private static String withAddresses(String sentence, DyingGuest guest) {
    Matcher matcher = LABEL.matcher(sentence);
    return matcher.replaceAll(label -> "0x%x".formatted(guest.kernel.symbol(label.group(1))));
  }

  private static void assertFormOfText(Crash crash, History history, String sentence) {
    List<String> full = TextReport.full(crash, history).lines().toList();
    assertEquals(crash.kind() + ": " + sentence, full.getFirst());
    for (String title :
        List.of(
            "Chain of exceptions",
            "Instructions before it, " + history.note(),
            "Branches before it",
            "Code",
            "Registers",
            "Descriptors",
            "Stack",
            "Interrupts and exceptions before")) {
      assertTrue(full.contains(title), title);
    }
    List<String> brief = TextReport.brief(crash, history).lines().toList();
    assertTrue(brief.contains("  " + crash.kind() + " at " + crash.place()), brief::toString);
    assertTrue(brief.getLast().startsWith("> 0x"), brief::toString);
  }

  private static void assertFormOfJson(Crash crash, History history, String sentence)
      throws Exception {
    Map<String, Object> fields = JSON.std.mapFrom(JsonReport.of(crash, history));
    assertEquals(sentence, fields.get("sentence"));
    assertEquals(
        List.of(
            "kind",
            "sentence",
            "findings",
            "instructions",
            "place",
            "chain",
            "historyNote",
            "ran",
            "branches",
            "code",
            "registers",
            "pageWalks",
            "descriptors",
            "stack",
            "before"),
        List.copyOf(fields.keySet()));
  }
}
