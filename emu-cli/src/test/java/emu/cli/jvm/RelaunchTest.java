package emu.cli.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in processes of its own, started as a user does who does not know the launcher. */
class RelaunchTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  // The heap's least size is what tells a process that was started again: 8 MiB is the JVM's own.
  private static final String SHOW_HEAP = "-Xlog:gc+init:stderr";
  private static final String HEAP_OF_FLAGS = "Heap Min Capacity: 64M";

  @TempDir Path folder;

  private record Run(int status, String out, String err) {
    int times(String text) {
      return (err.length() - err.replace(text, "").length()) / text.length();
    }
  }

  private ProcessBuilder program(List<String> options, String... args) {
    List<String> command = new ArrayList<>(List.of(JAVA.toString()));
    command.addAll(List.of("--add-exports", "java.base/jdk.internal.misc=ALL-UNNAMED"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "emu.cli.Main"));
    command.addAll(Arrays.asList(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("EMU_JAVA_OPTS", "JDK_JAVA_OPTIONS"));
    return builder
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile());
  }

  private Run run(ProcessBuilder builder) throws IOException, InterruptedException {
    int status = builder.start().waitFor();
    return new Run(
        status, Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
  }

  @Test
  void aGuestRunsWithTheFlags() throws Exception {
    Run run = run(program(List.of(SHOW_HEAP), "boot", "demo", "--until", "Keys", "-append", "ä"));
    assertEquals(0, run.status, run.err);
    assertTrue(run.out.contains("This is the demo kernel"), run.out);
    assertEquals(2, run.times("Heap Min Capacity"), run.err);
    assertEquals(1, run.times(HEAP_OF_FLAGS), run.err);
    assertEquals(0, run.times("emu:"), run.err);
  }

  @Test
  void theUsersOptionsWin() throws Exception {
    ProcessBuilder builder =
        program(List.of(SHOW_HEAP, "-Xms32m"), "boot", "demo", "--max-instructions", "9");
    builder.environment().put("EMU_JAVA_OPTS", " -Xms16m  -Xmx96m ");
    Run run = run(builder);
    assertEquals(124, run.status, run.err);
    assertEquals(2, run.times("Heap Min Capacity: 32M"), run.err);
    assertEquals(1, run.times("Heap Max Capacity: 96M"), run.err);
  }

  @Test
  void whatRunsNoGuestIsNotStartedAgain() throws Exception {
    for (String command : List.of("-version", "help run", "boot --list", "run", "boot demo -h")) {
      Run run = run(program(List.of(SHOW_HEAP), command.split(" ")));
      assertEquals(1, run.times("Heap Min Capacity"), command);
    }
  }

  @Test
  void whoHasTheFlagsIsNotStartedAgain() throws Exception {
    List<String> options = new ArrayList<>(JvmFlags.ofProgram().words());
    options.add(SHOW_HEAP);
    Run run = run(program(options, "boot", "demo", "--max-instructions", "9"));
    assertEquals(1, run.times("Heap Min Capacity"), run.err);
  }

  @Test
  void staysTheProcessThatSignalsReach() throws Exception {
    Process process = program(List.of(), "boot", "demo").start();
    try {
      Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      while (process.isAlive() && !Files.readString(commandLine).contains("-Demu.jvm.flags")
          || Files.readString(folder.resolve("out")).isEmpty()) {
        Thread.sleep(20);
      }
      assertTrue(process.isAlive());
      process.destroy();
      assertEquals(128 + 15, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void takesTheAotCacheThatFitsTheJar() throws IOException {
    Path jar = Files.createFile(folder.resolve("emu.jar"));
    Path cache = folder.resolve("emu.aot");
    assertEquals(Optional.empty(), Relaunch.aotCache(jar));
    Files.createFile(cache);
    assertEquals(Optional.empty(), Relaunch.aotCache(jar), "an empty one is none");
    Files.writeString(cache, "cache");
    assertEquals(Optional.of(cache.toString()), Relaunch.aotCache(jar));
    assertEquals(Optional.empty(), Relaunch.aotCache(folder));
    Files.setLastModifiedTime(cache, FileTime.fromMillis(0));
    assertEquals(Optional.empty(), Relaunch.aotCache(jar), "the jar was built again");
  }

  @Test
  void saysWhatIsMissingWhereItCannotBeGiven() {
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    new Relaunch(folder, new PrintStream(messages, true, StandardCharsets.UTF_8)).run();
    String sentence = messages.toString(StandardCharsets.UTF_8);
    assertTrue(sentence.startsWith("emu: this Java runs without "), sentence);
    assertTrue(sentence.contains("-XX:-UsePerfData"), sentence);
    assertTrue(sentence.contains("the process takes more memory"), sentence);
    assertTrue(sentence.contains("this system does not tell how it was started"), sentence);
    assertFalse(sentence.strip().contains("\n"), sentence);
  }

  @Test
  void startsNoOtherProgramAgain() throws IOException {
    Files.createFile(folder.resolve("exe"));
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    new Relaunch(folder, new PrintStream(messages, true, StandardCharsets.UTF_8)).run();
    assertTrue(
        messages.toString(StandardCharsets.UTF_8).contains("not started by the command java"));
  }
}
