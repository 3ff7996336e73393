package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.option.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/**
 * gdb itself with a kernel in C, compiled with symbols: what it prints is what its user sees. Needs
 * gcc and gdb on the PATH.
 */
class GdbSessionTest {
  private static final String[] COMPILER = {
    "gcc",
    "-g",
    "-O1",
    "-fno-omit-frame-pointer",
    "-ffreestanding",
    "-nostdlib",
    "-static",
    "-fno-pie",
    "-no-pie",
    "-mno-red-zone",
    "-mgeneral-regs-only",
    "-fno-stack-protector",
    "-fcf-protection=none",
    "-fno-asynchronous-unwind-tables",
    "-Wl,--build-id=none",
    "-T",
    "kernel.ld",
    "-o",
    "kernel",
    "start.S",
    "kernel.c"
  };

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @BeforeEach
  void compile() throws Exception {
    for (String name : List.of("start.S", "kernel.c", "kernel.ld")) {
      try (InputStream in = GdbSessionTest.class.getResourceAsStream("gdb/" + name)) {
        Files.write(folder.resolve(name), in.readAllBytes());
      }
    }
    run(COMPILER);
  }

  private String run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException("this test needs " + command[0] + ": apt-get install gcc gdb", e);
    }
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    return output;
  }

  /** Runs the kernel with {@code options}, and gdb with {@code commands}; what gdb prints. */
  private List<String> session(int status, List<String> options, String... commands)
      throws Exception {
    Path socket = folder.resolve("socket");
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                "-kernel",
                folder.resolve("kernel").toString(),
                "-S",
                "-gdb",
                "unix:" + socket,
                "-display",
                "none",
                "-no-reboot",
                "-serial",
                "file:" + folder.resolve("serial"),
                "--timeout",
                "300"));
    words.addAll(options);
    CommandLine line = CommandLineFactory.create();
    line.setErr(new PrintWriter(err));
    CompletableFuture<Integer> end =
        CompletableFuture.supplyAsync(
            () -> line.execute(Arguments.normalise(line, words.toArray(String[]::new))));
    while (!Files.exists(socket) && !end.isDone()) {
      Thread.sleep(10);
    }
    assertTrue(Files.exists(socket), err::toString);
    List<String> gdb = new ArrayList<>(List.of("gdb", "-q", "-nx", "-batch"));
    for (String command :
        List.of("set confirm off", "set width 0", "file kernel", "target remote " + socket)) {
      gdb.addAll(List.of("-ex", command));
    }
    for (String command : commands) {
      gdb.addAll(List.of("-ex", command));
    }
    String output = run(gdb.toArray(String[]::new));
    assertEquals(status, end.get(1, TimeUnit.MINUTES), output + err);
    return output.lines().filter(text -> !text.isBlank()).toList();
  }

  private static List<String> engine(Engine engine) {
    return List.of("--engine", engine.word());
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void stopsAndLooks(Engine engine) throws Exception {
    List<String> output =
        session(
            0,
            engine(engine),
            "break work if round == 500",
            "continue",
            "backtrace",
            "print total",
            "finish",
            "print total",
            "info registers cr0 efer",
            "kill");
    assertLinesMatch(
        """
        start \\(\\) at start.S:12
        12.*
        Breakpoint 1 at 0x[0-9a-f]+: file kernel.c, line 51.
        Breakpoint 1, work \\(round=.*500\\) at kernel.c:51
        51.*
        #0 .*work \\(round=.*500\\) at kernel.c:51
        #1 .*main \\(\\) at kernel.c:64
        \\$1 = 126250
        >> finish >>
        \\$2 = 126753
        cr0 .*\\[.*PE.*PG.*\\]
        efer .*\\[ LME LMA \\]
        \\[Inferior 1 .*killed\\]
        """
            .lines()
            .toList(),
        output);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void watchesAndGoesBack(Engine engine) throws Exception {
    List<String> output =
        session(
            0,
            engine(engine),
            "break done",
            "continue",
            "watch total",
            "reverse-continue",
            "backtrace",
            "reverse-continue",
            "delete",
            "reverse-stepi",
            "tbreak add",
            "reverse-continue",
            "print a",
            "reverse-finish",
            "rwatch total",
            "continue",
            "kill");
    assertLinesMatch(
        """
        >> start >>
        Breakpoint 1, done \\(\\) at kernel.c:.*
        .*
        Hardware watchpoint 2: total
        Hardware watchpoint 2: total
        Old value = 502500
        New value = 501498
        0x.* in work \\(round=.*999\\) at kernel.c:53
        53.*total \\+= sum;
        #0  0x.* in work \\(round=.*999\\) at kernel.c:53
        #1 .*main \\(\\) at kernel.c:64
        Hardware watchpoint 2: total
        Old value = 501498
        New value = 500497
        0x.* in work \\(round=.*998\\) at kernel.c:53
        53.*
        0x.*53.*
        Temporary breakpoint 3 at 0x.*
        Temporary breakpoint 3, add \\(a=.*998, b=.*3\\) at kernel.c:46
        46.*
        \\$1 = 998
        >> out of add >>
        Hardware read watchpoint 4: total
        Hardware read watchpoint 4: total
        Value = 500497
        >> where >>
        \\[Inferior 1 .*killed\\]
        """
            .lines()
            .toList(),
        output);
    assertEquals("hello\n", Files.readString(folder.resolve("serial")));
  }

  /** A timer ticks each millisecond: steps do not end in its handler. */
  @Test
  void stepsOverInterrupts() throws Exception {
    List<String> commands = new ArrayList<>(List.of("break work", "continue", "delete"));
    for (int i = 0; i < 60; i++) {
      commands.add("step");
    }
    commands.add("kill");
    String output = String.join("\n", session(0, List.of(), commands.toArray(String[]::new)));
    assertTrue(output.contains("add (a=") && !output.contains("tick"), output);
  }

  @Test
  void aTripleFaultStopsAndCanBeGoneBackFrom() throws Exception {
    List<String> output =
        session(
            4,
            List.of(),
            "break main",
            "continue",
            "set variable how = 2",
            "continue",
            "reverse-stepi",
            "x/i $pc",
            "continue",
            "continue");
    assertLinesMatch(
        """
        >> to main >>
        Program received signal SIGSEGV, Segmentation fault.
        main \\(\\) at kernel.c:.*
        .*ud2.*
        .*ud2.*
        => 0x.*<main\\+.*ud2.*
        Program received signal SIGSEGV, Segmentation fault.
        main \\(\\) at kernel.c:.*
        .*ud2.*
        \\[Inferior 1 .*exited with code 04\\]
        """
            .lines()
            .toList(),
        output);
  }

  @Test
  void theGuestsExitIsTold() throws Exception {
    List<String> output =
        session(
            7,
            List.of("-device", "isa-debug-exit,iobase=0xf4,iosize=0x04"),
            "break main",
            "continue",
            "set variable how = 1",
            "continue");
    assertTrue(output.getLast().endsWith("exited with code 07]"), output.toString());
  }

  @Test
  void saysWhyItCannotGoBack() throws Exception {
    String output =
        String.join("\n", session(0, List.of("--clock", "host"), "stepi", "reverse-stepi", "kill"));
    assertTrue(output.contains("start with --clock virtual to go back"), output);
  }

  @Test
  void monitorAndPhysicalMemory() throws Exception {
    String output =
        String.join(
            "\n",
            session(
                0,
                List.of(),
                "monitor info registers",
                "maintenance packet Qqemu.PhyMemMode:1",
                "x/4xb 0x100000",
                "info threads",
                "kill"));
    assertTrue(output.contains("rip   =0000000000100018"), output);
    assertTrue(output.contains("received: \"OK\""), output);
    assertTrue(output.contains("0x100000:\t0x04\t0x00\t0x00\t0x00"), output);
    assertTrue(output.contains("Thread 1 (CPU#0 [running])"), output);
  }
}
