package emu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import emu.cli.guest.Guest;
import emu.cli.guest.Guest.BuiltInKernel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What emu inspect says of kernels and of what is taken for one. */
class InspectKernelTest {
  private static final int NOTE_TYPE = 64 + 2 * 56 + 8;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int inspect(Path file, String... options) {
    List<String> arguments = new ArrayList<>(List.of("inspect", file.toString()));
    arguments.addAll(List.of(options));
    CommandLine line = CommandLineFactory.create();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(Arguments.normalise(line, arguments.toArray(new String[0])));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("kernel"), bytes);
  }

  private static byte[] demo() throws IOException {
    return Files.readAllBytes(((BuiltInKernel) Guest.DEMO.origin()).assemble());
  }

  @Test
  void aRightKernelWillStart() throws IOException {
    assertEquals(0, inspect(file(demo())), () -> out + err.toString());
    assertTrue(out.toString().contains("pvh, at 0x100000, in 32-bit mode"), out.toString());
    assertTrue(out.toString().contains("It can be started: emu run -kernel"), out.toString());
    assertTrue(out.toString().contains("PVH entry 0x"), out.toString());
  }

  @Test
  void aWrongOneGetsFindings() throws IOException {
    byte[] kernel = demo();
    kernel[NOTE_TYPE] = 17;
    assertEquals(1, inspect(file(kernel)), err::toString);
    assertTrue(
        out.toString().contains("K15 error: the note of Xen in program header 1 is of type 17"),
        out.toString());
    assertTrue(out.toString().contains("cure: write .long 18"), out.toString());
    assertTrue(out.toString().contains("docs/findings/K15-note-type.md"), out.toString());
    assertTrue(out.toString().contains("It will not start: 1 error."), out.toString());
  }

  @Test
  void writesJson() throws IOException {
    byte[] kernel = demo();
    kernel[NOTE_TYPE] = 17;
    assertEquals(1, inspect(file(kernel), "--json"), err::toString);
    Map<String, Object> report = JSON.std.mapFrom(out.toString());
    assertEquals(false, report.get("starts"));
    assertEquals("EXEC", report.get("type"));
    Map<?, ?> finding = (Map<?, ?>) ((List<?>) report.get("findings")).getFirst();
    assertEquals("K15", finding.get("number"));
    assertEquals(true, finding.get("error"));
  }

  @Test
  void memoryDecides() throws IOException {
    assertEquals(1, inspect(file(demo()), "-m", "1"), err::toString);
    assertTrue(out.toString().contains("K24 error"), out.toString());
    assertFalse(out.toString().contains("K25"), out.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          !<arch>                  | an archive of object files
          MZ and more              | an EFI or Windows program
          070701                   | a cpio archive
          #!/bin/sh                | a script
          BZh91                    | compressed with bzip2
          some text                | it is a text file
          """)
  void otherFilesAreNamed(String start, String expected) throws IOException {
    assertEquals(1, inspect(file((start + "\n\n").getBytes(UTF_8))), err::toString);
    assertTrue(out.toString().contains("K34 error: "), out.toString());
    assertTrue(out.toString().contains(expected), out.toString());
  }

  @Test
  void disksAreNamed() throws IOException {
    byte[] disk = new byte[2048];
    disk[510] = 0x55;
    disk[511] = (byte) 0xAA;
    assertEquals(1, inspect(file(disk)), err::toString);
    assertTrue(out.toString().contains("boot it with -hda"), out.toString());
  }

  @Test
  void aFileThatIsNotThereIsOneSentence() {
    assertEquals(1, inspect(folder.resolve("absent")));
    assertEquals(1, err.toString().lines().count(), err.toString());
  }
}
