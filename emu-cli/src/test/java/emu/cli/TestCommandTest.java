package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import emu.api.TestKernel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import picocli.CommandLine;

class TestCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int test(String... args) {
    CommandLine line = CommandLineFactory.create();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] all = new String[args.length + 1];
    all[0] = "test";
    System.arraycopy(args, 0, all, 1, args.length);
    return line.execute(Arguments.normalise(line, all));
  }

  private Path write(String name, String body) throws IOException {
    return TestKernel.write(folder.resolve(name), body);
  }

  private void write(String name, String suffix, String text) throws IOException {
    Files.writeString(folder.resolve(name + suffix), text);
  }

  /** Results by names, from JSON. */
  private Map<String, Object> result(String name) throws IOException {
    List<?> results = (List<?>) JSON.std.mapFrom(out.toString()).get("results");
    for (Object result : results) {
      @SuppressWarnings("unchecked")
      Map<String, Object> fields = (Map<String, Object>) result;
      if (fields.get("name").equals(name)) {
        return fields;
      }
    }
    throw new AssertionError(name + " is not in " + out);
  }

  private void writeAll() throws IOException {
    write("echo", TestKernel.ECHO);
    write("echo", ".args", "# it waits for ever\n--max-instructions 10K\n");
    write("fault", TestKernel.TRIPLE_FAULT);
    write("halt", TestKernel.HALT);
    write("hello", TestKernel.HELLO);
    write("off", TestKernel.POWER_OFF);
    write("said", TestKernel.HELLO);
    write("said", ".expect", "Hello\n\nthe kernel\n");
    write("spin", TestKernel.SPIN);
    write("spin", ".args", "--timeout 0.01 -m 4M");
    Files.writeString(folder.resolve("README.txt"), "not a kernel");
    Files.createDirectory(folder.resolve("sub"));
  }

  @Test
  void theTableShowsEachKernelOfAFolder() throws IOException {
    writeAll();
    assertEquals(ExitStatus.TEST_FAILED.code(), test(folder.toString(), "--jobs=3"), err::toString);
    assertLinesMatch(
        List.of(
            "test +result +status +instructions +seconds +why",
            "echo +FAILED +- +10,000 +\\S+ +the limit of instructions ended the run; it sent"
                + " nothing",
            "fault +FAILED +- +\\d+ +\\S+ +the guest stopped with a triple fault: #UD at"
                + " 0x\\S+: UD2.*: no handler was loaded before this #UD; last line"
                + " 'about to fault'",
            "halt +FAILED +- +\\d+ +\\S+ +the guest halted for good: HLT with interrupts"
                + " off at 0x\\S+: .*; it sent nothing",
            "hello +FAILED +33 +\\d+ +\\S+ +the guest wrote 0x10 to the debug-exit port, status"
                + " 33; last line 'Hello from the kernel'",
            "off +passed +0 +\\d+ +\\S+",
            "said +passed +- +\\d+ +\\S+",
            "spin +FAILED +- +\\S+ +\\S+ +the time-out of 0.01 s ended the run; it sent nothing",
            "",
            "2 of 7 passed"),
        out.toString().lines().toList());
  }

  @Test
  void theStatusesThatPassCanBeNamed() throws IOException {
    Path hello = write("hello", TestKernel.HELLO);
    assertEquals(0, test(hello.toString(), "--pass-status=2,33"), out::toString);
    Path off = write("off", TestKernel.POWER_OFF);
    assertEquals(
        ExitStatus.TEST_FAILED.code(), test(off.toString(), "--pass-status=33"), out::toString);
    assertEquals(0, test(off.toString(), "--pass-status=33", "--pass-status=0"), out::toString);
  }

  @Test
  void textAndStatusCanBothBeWanted() throws IOException {
    Path hello = write("hello", TestKernel.HELLO);
    write("hello", ".expect", "Hello\n");
    assertEquals(0, test(hello.toString(), "--pass-status=33"), out::toString);
    assertEquals(12, test(hello.toString(), "--pass-status=35"), out::toString);
    assertEquals(12, test(hello.toString(), "--until=Good-bye", "--json=-"), out::toString);
  }

  @Test
  void aTextThatDoesNotComeIsNamed() throws IOException {
    Path hello = write("hello", TestKernel.HELLO);
    write("hello", ".expect", "kernel\nHello\n");
    assertEquals(12, test(hello.toString(), "--json=-"));
    assertEquals(
        "'Hello' did not come: the guest wrote 0x10 to the debug-exit port, status 33; last line"
            + " 'Hello from the kernel'",
        result(hello.toString()).get("why"));
  }

  @Test
  void aFileOfOptionsIsForItsKernelOnly() throws IOException {
    write("one", TestKernel.HELLO);
    write("one", ".args", "--pass-status 33 -append 'a b' --engine interpreter");
    write("two", TestKernel.HELLO);
    assertEquals(12, test(folder.toString(), "--json=-"));
    assertEquals("passed", result("one").get("result"));
    assertEquals(33, result("one").get("status"));
    assertEquals("Hello from the kernel\n", result("one").get("serial"));
    assertEquals("failed", result("two").get("result"));
  }

  @Test
  void aFlatBinaryNeedsItsPlace() throws IOException {
    // mov al, 1; out 0xF4, al
    Files.write(folder.resolve("flat.bin"), new byte[] {(byte) 0xB0, 1, (byte) 0xE6, (byte) 0xF4});
    write("flat.bin", ".args", "--load-address 0x8000 --mode 16 --pass-status 3");
    assertEquals(0, test(folder.toString()), out::toString);
  }

  @Test
  void junitXmlCountsAndKeepsWhatTheGuestSent() throws Exception {
    writeAll();
    Files.write(folder.resolve("cut"), new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0});
    write("cut", ".args", "-m 8");
    write("noise", TestKernel.HELLO.replace("\"Hello", "\"<a&]]>\", 1, \"Hello"));
    Path xml = folder.resolve("junit.xml");
    assertEquals(12, test(folder.toString(), "--junit=" + xml), err::toString);
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(xml.toFile())
            .getDocumentElement();
    assertEquals("testsuite", suite.getTagName());
    assertEquals("9", suite.getAttribute("tests"));
    assertEquals("6", suite.getAttribute("failures"));
    assertEquals("1", suite.getAttribute("errors"));
    Element first = (Element) suite.getElementsByTagName("testcase").item(0);
    assertEquals("cut", first.getAttribute("name"));
    assertTrue(Double.parseDouble(first.getAttribute("time")) >= 0);
    assertFalse(
        ((Element) first.getElementsByTagName("error").item(0)).getAttribute("message").isEmpty());
    String output = suite.getElementsByTagName("system-out").item(0).getTextContent();
    assertEquals("about to fault\n", output);
    assertTrue(suite.getTextContent().contains("<a&]]>\uFFFDHello"), suite.getTextContent());
  }

  @Test
  void logsKeepWhatEachGuestSent() throws IOException {
    Path hello = write("hello", TestKernel.HELLO);
    Path logs = folder.resolve("new/logs");
    assertEquals(0, test(folder.toString(), "--pass-status=33", "--logs=" + logs), out::toString);
    assertEquals("Hello from the kernel\n", Files.readString(logs.resolve("hello.log")));
    assertEquals(0, test(hello.toString(), "--pass-status=33", "--logs=" + logs), out::toString);
    String name = hello.toString().replace('/', '_') + ".log";
    assertEquals("Hello from the kernel\n", Files.readString(logs.resolve(name)));
  }

  @Test
  void memoryThatCannotBeIsTheResultOfItsTestOnly() throws IOException {
    write("large", TestKernel.POWER_OFF);
    write("large", ".args", "-m 2G");
    write("small", TestKernel.POWER_OFF);
    assertEquals(12, test(folder.toString(), "--memory-limit=256M", "--jobs=8", "--json=-"));
    assertEquals("passed", result("small").get("result"));
    assertEquals("error", result("large").get("result"));
    assertEquals(
        "its machine has 2,048 MiB of memory, more than the 256 MiB that all tests together get:"
            + " give it less with -m, or them more with --memory-limit",
        result("large").get("why"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 |                  | there is nothing to test",
        "2 | --jobs=0 F       | --jobs is a number above 0",
        "1 | F/absent         | there is no file or folder",
        "1 | F/empty          | no kernel is in",
        "1 | F --json=F/no/a  | cannot write --json to",
        "1 | F --junit=F/no/a | cannot write --junit to",
        "1 | F/bad            | bad.args: there is no option '--tiemout': did you mean",
        "1 | F/open           | open.args: a quote has no end: close it",
        "1 | F/blank          | blank.expect has no text in it",
        "1 | F --logs=F/good/a  | cannot make the folder",
        "2 | F --engine=x     | there is no engine 'x'",
        "2 | F --timeout=0    | '0' is not a time",
      })
  void badInputIsOneSentence(int status, String args, String sentence) throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    for (String name : List.of("bad", "open", "blank", "good")) {
      Files.createDirectory(folder.resolve(name + "-folder"));
      write(name, TestKernel.POWER_OFF);
    }
    write("bad", ".args", "--tiemout 3");
    write("open", ".args", "-append 'a b");
    write("blank", ".expect", "\n  \n");
    String[] words = args == null ? new String[0] : args.replace("F", folder.toString()).split(" ");
    if (words.length > 0 && words[words.length - 1].startsWith("--j")
        || args != null && args.contains("--logs")) {
      Files.delete(folder.resolve("bad.args"));
      Files.delete(folder.resolve("open.args"));
      Files.delete(folder.resolve("blank.expect"));
    }
    assertEquals(status, test(words), out::toString);
    String message = err.toString().strip();
    assertTrue(message.contains(sentence), message);
    assertEquals(1, message.lines().count(), message);
    assertEquals("", out.toString());
  }
}
