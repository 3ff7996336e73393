package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.asm.PvhElf;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command with the kernel that is built in; what it can find is in emu.cli.compare. */
class CompareCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    CommandLine line = CommandLineFactory.create();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(Arguments.normalise(line, args));
  }

  private int compare(String... options) {
    return execute(
        Stream.concat(Stream.of("compare", "demo"), Stream.of(options)).toArray(String[]::new));
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
  void aGuestThatEndsWithoutTheTextHasItsStatus() throws IOException {
    Assembly assembly = Assembler.assemble("org 0x100000\nbits 32\nstart: cli\nhlt");
    Path kernel = folder.resolve("kernel");
    Files.write(kernel, PvhElf.of(assembly, assembly.symbol("start")));

    assertEquals(0, execute("compare", "-kernel", kernel.toString()), err::toString);
    assertEquals(
        ExitStatus.NOT_REACHED.code(),
        execute("compare", "-kernel", kernel.toString(), "--until=x"));
  }

  @Test
  void timeoutHasItsStatus() {
    assertEquals(ExitStatus.LIMIT.code(), compare("--timeout=0.000000001"));
    assertEquals("emu: --timeout ended the comparison", err.toString().strip());
  }
}
