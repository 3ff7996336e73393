package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real installers, from the user's cache; they are downloaded if they are not there. */
class DebianBootIT {
  // Far more than a busy host needs; a guest that hangs ends all the same.
  private static final String TIMEOUT = "1800";

  @TempDir Path folder;

  private Map<String, Object> boot(int status, String... options) throws IOException {
    Path stats = folder.resolve("stats.json");
    List<String> words = new ArrayList<>(List.of("boot"));
    words.addAll(List.of(options));
    words.addAll(List.of("-serial", "file:" + serial(), "--stats", stats.toString()));
    words.addAll(List.of("--timeout", TIMEOUT));
    assertEquals(status, Main.run(words.toArray(String[]::new)), () -> "end of " + serialText());
    return JSON.std.mapFrom(Files.readString(stats));
  }

  private Path serial() {
    return folder.resolve("serial");
  }

  private String serialText() {
    try {
      return Files.readString(serial(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void asksItsFirstQuestion() throws IOException {
    Map<String, Object> stats = boot(0, "debian-13", "--until", "Select a language");
    assertEquals(true, stats.get("reached"));
    assertTrue(serialText().contains("Linux version 6.12."), "kernel's version");
  }

  @Test
  void bothEnginesReachTheSameStates() throws IOException {
    Path json = folder.resolve("comparison.json");
    int status =
        Main.run(
            "compare",
            "debian-12",
            "--max-instructions=800M",
            "--json=" + json,
            "-serial=file:" + serial(),
            "--timeout=" + TIMEOUT);
    String comparison = Files.readString(json);
    assertEquals(0, status, comparison);
    assertEquals(8, ((List<?>) JSON.std.mapFrom(comparison).get("states")).size());
    assertTrue(serialText().contains("Linux version 6.1."), "kernel's version");
  }
}
