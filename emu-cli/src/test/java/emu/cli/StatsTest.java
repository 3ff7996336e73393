package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.jr.ob.JSON;
import emu.cli.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsTest {
  private static final Stats STATS =
      new Stats(
          "interpreter",
          "virtual",
          0.5,
          0.25,
          2.5,
          5_000_000,
          0.005,
          0x0123_4567_89AB_CDEFL,
          true,
          "until",
          0);

  @Test
  void jsonHasEveryField() throws IOException {
    Map<String, Object> fields = JSON.std.mapFrom(STATS.toJson());
    assertEquals(
        "[engine, clock, firstInstructionSeconds, loadSeconds, wallSeconds, instructions, mips,"
            + " virtualSeconds, stateHash, reached, stop, status]",
        fields.keySet().toString());
    assertEquals("0123456789abcdef", fields.get("stateHash"));
    assertEquals(5_000_000, fields.get("instructions"));
    assertEquals(2.0, fields.get("mips"));
    assertEquals(0.005, fields.get("virtualSeconds"));
    assertEquals(true, fields.get("reached"));
  }

  @Test
  void aFileThatCannotBeWrittenIsTheUsersError(@TempDir Path folder) {
    assertThrows(UserException.class, () -> STATS.write(folder.resolve("absent/stats.json")));
  }
}
