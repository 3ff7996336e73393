package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.option.ClockMode;
import emu.cli.option.Engine;
import emu.cli.option.MemorySize;
import emu.cli.option.SerialTarget;
import emu.devices.boot.BootProtocol;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    CommandLine line = CommandLineFactory.create();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(Arguments.normalise(line, args));
  }

  private static <T> T parse(Class<T> command, String... args) {
    CommandLine line = CommandLineFactory.create();
    var result = line.parseArgs(Arguments.normalise(line, args));
    return command.cast(result.subcommand().commandSpec().userObject());
  }

  @Test
  void onlyTheCommandThatIsNamedIsBuilt() {
    Set<String> commands = CommandLineFactory.create().getSubcommands().keySet();
    for (String command : commands) {
      CommandLine line = CommandLineFactory.create(() -> {}, command, "run");
      assertEquals(
          command.equals("help") ? commands : Set.of(command), line.getSubcommands().keySet());
    }
    assertEquals(commands, commandsFor("boat"));
    assertEquals(commands, commandsFor());
  }

  private static Set<String> commandsFor(String... args) {
    return CommandLineFactory.create(() -> {}, args).getSubcommands().keySet();
  }

  @Test
  void takesQemusOptions() {
    RunCommand run =
        parse(
            RunCommand.class,
            "run",
            "-m",
            "1G",
            "-kernel",
            "linux",
            "-initrd",
            "initrd.gz",
            "-append",
            "console=ttyS0 --x",
            "-serial",
            "stdio",
            "-nographic",
            "-no-reboot",
            "-display",
            "none",
            "-machine",
            "pc",
            "-cpu",
            "max",
            "-device",
            "isa-debug-exit,iobase=0xf4,iosize=0x04",
            "-rtc",
            "base=utc");
    assertEquals(new MemorySize(1L << 30), run.options.machine.memory);
    assertEquals(Path.of("linux"), run.options.kernel.kernel);
    assertEquals(List.of(Path.of("initrd.gz")), run.options.kernel.initrds);
    assertEquals("console=ttyS0 --x", run.options.kernel.append);
    assertEquals(new SerialTarget.Stdio(), run.options.serial.serial);
    assertTrue(run.options.serial.noGraphic);
    assertTrue(run.options.machine.noReboot);
  }

  @Test
  void takesOneDashOrTwoAndAnEqualsSign() {
    RunCommand run =
        parse(
            RunCommand.class,
            "run",
            "--kernel",
            "k",
            "--m=512",
            "-clock",
            "host",
            "--until=a=b",
            "-timeout=1.5",
            "--max-instructions",
            "1_000",
            "--boot-protocol=linux64",
            "--jit-cache=64",
            "-unpack-initrd",
            "--jit-stats");
    assertEquals(Path.of("k"), run.options.kernel.kernel);
    assertEquals(new MemorySize(512L << 20), run.options.machine.memory);
    assertEquals(ClockMode.HOST, run.options.machine.clock);
    assertEquals(new MemorySize(64L << 20), run.options.machine.jitCache);
    assertEquals("a=b", run.options.limits.until);
    assertEquals(Duration.ofMillis(1500), run.options.limits.timeout);
    assertEquals(1000, run.options.limits.maxInstructions);
    assertEquals(BootProtocol.LINUX64, run.options.kernel.protocol);
    assertTrue(run.options.kernel.unpackInitrd);
    assertTrue(run.options.stats.jit);
  }

  @Test
  void leavesValuesThatLookLikeOptionsAlone() {
    RunCommand run = parse(RunCommand.class, "run", "-append", "--kernel=x", "-kernel", "y");
    assertEquals("--kernel=x", run.options.kernel.append);
    assertEquals(Path.of("y"), run.options.kernel.kernel);
  }

  @Test
  void stacksInitrdsWithCommasAndByRepeating() {
    RunCommand run = parse(RunCommand.class, "run", "-initrd", "a,b", "--initrd", "c");
    assertEquals(List.of(Path.of("a"), Path.of("b"), Path.of("c")), run.options.kernel.initrds);
  }

  @Test
  void bootTakesTheOptionsOfRunAfterTwoDashesOrWithout() {
    BootCommand boot =
        parse(BootCommand.class, "boot", "debian-12", "--", "-m", "2G", "--until", "x");
    assertEquals("debian-12", boot.guest.name);
    assertEquals(new MemorySize(2L << 30), boot.options.machine.memory);
    assertEquals("x", boot.options.limits.until);
  }

  @Test
  void compareTakesTheOptionsOfRunAndTwoEngines() {
    CompareCommand compare =
        parse(
            CompareCommand.class,
            "compare",
            "--engines=jit,interpreter",
            "-every",
            "2K",
            "-kernel",
            "linux",
            "--max-instructions=800M");
    assertEquals(List.of(Engine.JIT, Engine.INTERPRETER), compare.engines);
    assertEquals(2_000, compare.every);
    assertEquals(800_000_000, compare.limits.maxInstructions);
    assertEquals(Path.of("linux"), compare.kernel.kernel);
    assertNull(compare.guest.name);
  }

  @ParameterizedTest
  @CsvSource({
    "run -kernal x, -kernel",
    "run --kernl x, --kernel",
    "run -no-rebot, -no-reboot",
    "boot --lst, --list",
    "bot, boot",
  })
  void namesTheNearest(String line, String meant) {
    assertEquals(ExitStatus.USAGE.code(), execute(line.split(" ")));
    assertTrue(err.toString().endsWith(": did you mean " + meant + "?\n"), err.toString());
    assertEquals(1, err.toString().lines().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "run -kernel",
        "run -kernel k stray",
        "run -kernel k -m 1X",
        "run -kernel k -m 0",
        "run -kernel k --engine steam",
        "run -kernel k --jit-cache 0",
        "run -kernel k --jit-cache many",
        "run -kernel k --clock sun",
        "run -kernel k --boot-protocol multiboot3",
        "run -kernel k -serial tcp:localhost:1",
        "run -kernel k -display gtk",
        "run -kernel k -drive if=scsi",
        "run -kernel k -drive media=tape,file=x",
        "run -kernel k -drive format=qcow2,file=x",
        "run -kernel k -drive if=ide",
        "run -kernel k -drive file=x,index=4",
        "run -kernel k -drive if=floppy,index=2",
        "run -kernel k -drive file=x,file=y",
        "run -kernel k -drive file=x,readonly=maybe",
        "run -kernel k -drive file=x,cache=none",
        "run -kernel k -boot n",
        "run -kernel k -boot cc",
        "run -kernel k -boot x",
        "run -kernel k -boot menu=perhaps",
        "run -kernel k -vga cirrus",
        "run -kernel k -monitor here",
        "run -kernel k -monitor unix:/x",
        "run -kernel k -monitor tcp:127.0.0.1:99999,server",
        "run -kernel k -monitor tcp:127.0.0.1:1,server,tls",
        "run -kernel k --keys entre",
        "run -kernel k --keys pause:long",
        "run -kernel k --keys wait:",
        "run -kernel k --keys sleep:1",
        "run -kernel k --screenshot x.png",
        "run -kernel k --screenshot x.png@soon",
        "run -kernel k -machine q35",
        "run -kernel k -rtc base=tomorrow",
        "run -kernel k --timeout 0",
        "run -kernel k --max-instructions many",
        "run -kernel k -device e1000",
        "run -kernel k -device isa-debug-exit,iosize=9",
        "run --list",
        "boot",
        "boot debian-1",
        "compare",
        "compare debian-1",
        "compare demo --engine jit",
        "compare demo --engines jit",
        "compare demo --engines interpreter,steam",
        "compare demo --engines interpreter,jit,jit",
        "compare demo --clock host",
        "compare demo --every 0",
        "compare demo --stats file",
        "help me",
        "iso",
        "iso debian-13",
        "iso debian-1 x.iso",
        "iso demo x.iso",
        "iso debian-13 x.iso y.iso",
        "iso debian-13 x.iso --lilo",
      })
  void badUsageIsOneSentenceAndStatus2(String line) {
    assertEquals(
        ExitStatus.USAGE.code(), execute(line.isEmpty() ? new String[0] : line.split(" ")));
    assertEquals("", out.toString());
    assertTrue(err.toString().startsWith("emu: "), err.toString());
    assertEquals(1, err.toString().lines().count());
  }

  @ParameterizedTest
  @CsvSource({
    "-m, 1G",
    "-machine, pc",
    "-cpu, max",
    "-rtc, base=utc",
    "-device, isa-debug-exit",
    "--engine, interpreter",
    "--clock, virtual",
    "--protocol, multiboot2",
    "-serial, file:PATH",
    "-display, none",
    "-drive, file=FILE",
    "-boot, order=LETTERS",
    "-vga, std",
    "-monitor, unix:PATH",
    "--keys, wait:TEXT",
    "--screenshot, @until",
  })
  void helpAsAValueListsTheChoices(String option, String choice) {
    assertEquals(0, execute("run", option, "help"));
    assertTrue(out.toString().contains(choice), out.toString());
    assertEquals("", err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-help", "--help", "-h", "help"})
  void helpOfTheProgramNamesTheCommands(String option) {
    assertEquals(0, execute(option));
    assertTrue(out.toString().contains("boot"));
    assertTrue(out.toString().contains("run"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run -help", "boot --help", "help run", "help boot", "help compare"})
  void helpOfACommandNamesOptionsOnceAndEveryExitStatus(String line) {
    assertEquals(0, execute(line.split(" ")));
    String help = out.toString();
    assertTrue(help.contains("-kernel FILE"), help);
    assertFalse(help.contains("--kernel FILE"), help);
    for (ExitStatus status : ExitStatus.values()) {
      assertTrue(help.contains(status.code() + " "), help);
      assertTrue(help.contains(status.meaning()), help);
    }
  }

  @Test
  void versionIsShown() {
    assertEquals(0, execute("-version"));
    assertTrue(out.toString().startsWith("emu "));
  }

  @Test
  void listShowsEveryGuest() {
    assertEquals(0, execute("boot", "--list"));
    assertEquals(3, out.toString().lines().count());
  }
}
