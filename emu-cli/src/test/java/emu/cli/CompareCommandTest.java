package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command with the kernel that is built in; what it can find is in emu.cli.compare. */
class CompareCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int compare(String... options) {
    CommandLine line = CommandLineFactory.create();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] args = new String[options.length + 2];
    args[0] = "compare";
    args[1] = "demo";
    System.arraycopy(options, 0, args, 2, options.length);
    return line.execute(Arguments.normalise(line, args));
  }

  @Test
  void theTableGoesToStandardOutputAndTheRestToFiles() throws IOException {
    Path json = folder.resolve("comparison.json");
    Path serial = folder.resolve("serial");
    int status =
        compare("--until=demo kernel", "--every=1K", "--json=" + json, "-serial=file:" + serial);

    assertEquals(0, status, err::toString);
    assertTrue(out.toString().contains("The states are equal after "), out.toString());
    assertTrue(Files.readString(serial).endsWith("This is the demo kernel"));
    Map<String, Object> fields = JSON.std.mapFrom(Files.readString(json));
    assertEquals(true, fields.get("equal"));
    assertEquals("reached", fields.get("end"));
    assertTrue(((List<?>) fields.get("states")).size() > 1);
  }

  @Test
  void jsonOnStandardOutputStandsAlone() throws IOException {
    assertEquals(0, compare("--max-instructions=3K", "--every=1K", "--json=-"), err::toString);
    Map<String, Object> fields = JSON.std.mapFrom(out.toString());
    assertEquals(3_000, fields.get("instructions"));
    assertEquals("instruction-limit", fields.get("end"));
    assertEquals(3, ((List<?>) fields.get("states")).size());
  }

  @Test
  void aFileThatCannotBeWrittenIsToldAtOnce() {
    assertEquals(ExitStatus.BAD_INPUT.code(), compare("--json=" + folder.resolve("none/j")));
    assertTrue(err.toString().startsWith("emu: cannot write --json to "), err.toString());
    assertEquals(ExitStatus.BAD_INPUT.code(), compare("-serial=file:" + folder.resolve("none/s")));
  }

  @Test
  void timeoutHasItsStatus() {
    assertEquals(ExitStatus.LIMIT.code(), compare("--timeout=0.000000001"));
    assertEquals("emu: --timeout ended the run", err.toString().strip());
  }
}
