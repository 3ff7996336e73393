package emu.cli;

import emu.cli.compare.Comparison;
import emu.cli.compare.JsonReport;
import emu.cli.compare.MachineSource;
import emu.cli.compare.NamedEngine;
import emu.cli.compare.Outcome;
import emu.cli.compare.Setting;
import emu.cli.compare.TextReport;
import emu.cli.console.ProgressLine;
import emu.cli.error.UserException;
import emu.cli.guest.GuestCache;
import emu.cli.option.ClockMode;
import emu.cli.option.Engine;
import emu.cli.option.InstructionCount;
import emu.cli.option.MemorySize;
import emu.cli.option.SerialTarget;
import emu.devices.board.BoardConfig;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import emu.devices.boot.KernelRequest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a guest in two engines and compares the machines' states. */
@Command(
    name = "compare",
    description =
        "Run a guest in two engines, with a virtual clock and without a terminal, and compare the "
            + "machines' states on the way. If they differ, find the first instruction after which "
            + "they do. The options of emu run apply, but for --engine, --clock and --stats; "
            + "-serial file:PATH keeps the first guest's output, which is dropped otherwise.",
    customSynopsis = "emu compare GUEST|-cdrom FILE|-hda FILE|-kernel FILE [OPTION]...",
    sortOptions = false)
final class CompareCommand implements GuestCommand {
  private static final String STANDARD_OUTPUT = "-";

  @Spec CommandSpec spec;
  @Mixin GuestOptions guest;

  @Option(
      names = "--engines",
      paramLabel = "NAME,NAME",
      split = ",",
      hideParamSyntax = true,
      description = "the engines (default: interpreter,jit); help lists them",
      converter = Engine.Converter.class)
  List<Engine> engines = List.of(Engine.INTERPRETER, Engine.JIT);

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "instructions from one comparison of states to the next (default: 100M)",
      converter = InstructionCount.class)
  long every = 100_000_000;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write all that came out as JSON; - writes it to standard output, and no table")
  String json;

  @Mixin KernelOptions kernel;
  @Mixin DriveOptions drives;
  @Mixin MachineOptions machine;
  @Mixin ScriptOptions script;
  @Mixin SerialOptions serial;
  @Mixin LimitOptions limits;

  @Option(
      names = {"-help", "-h"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  @Override
  public boolean runsGuest() {
    return guest.name != null || kernel.kernel != null || drives.any();
  }

  @Override
  public Integer call() throws BootException, IOException, InterruptedException {
    check();
    writeJson("");
    Outcome outcome;
    try (RepeatableMachines machines = machines();
        OutputStream output = openSerial();
        ProgressLine progress = ProgressLine.onStandardError()) {
      outcome = new Comparison(setting(machines, output), progress::at).run();
    }
    writeJson(
        JsonReport.of(
            outcome, RunEnd.of(outcome.end(), limits.until != null || script.endsRun()).word()));
    if (!STANDARD_OUTPUT.equals(json)) {
      TextReport.print(outcome, spec.commandLine().getOut());
    }
    return status(outcome);
  }

  private void check() {
    if (!runsGuest()) {
      throw usage("there is nothing to boot: name a guest, or give -cdrom, -hda or -kernel FILE");
    }
    if (!script.screenshots.isEmpty()) {
      throw usage("two machines would write the same picture: leave out --screenshot");
    }
    if (engines.size() != 2) {
      throw usage("--engines takes two names, as in interpreter,jit");
    }
    if (spec.commandLine().getParseResult().hasMatchedOption("--engine")) {
      throw usage("emu compare runs two engines: give --engines NAME,NAME instead of --engine");
    }
    if (machine.clock == ClockMode.HOST) {
      throw usage("with --clock host no two runs are the same: leave it out");
    }
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private RepeatableMachines machines() throws IOException, InterruptedException {
    boolean named = guest.name != null;
    Optional<KernelRequest> request =
        named
            ? Optional.of(
                guest
                    .files(kernel, GuestCache.ofUser(System.getenv()))
                    .request(kernel, "console=ttyS0"))
            : RunCommand.request(kernel);
    MemorySize usual = named ? GuestOptions.MEMORY : RunCommand.usual(kernel).memory();
    MemorySize memory = machine.memory == null ? usual : machine.memory;
    boolean vga = machine.hasVga(script.any() || request.isEmpty());
    MachineMaker machines = new MachineMaker(request, drives, vga);
    BoardConfig config = machine.board(memory, false, Instant.now(), value -> {});
    return new RepeatableMachines(machines, config, drives, script);
  }

  private Setting setting(MachineSource machines, OutputStream output) {
    Engine first = engines.getFirst();
    Engine second = engines.getLast();
    return new Setting(
        machines,
        new NamedEngine(first.word(), machine.engines(first), first.repeatable()),
        new NamedEngine(second.word(), machine.engines(second), second.repeatable()),
        every,
        limits.until,
        limits.maxInstructions == null ? RunLimits.NONE.instructions() : limits.maxInstructions,
        limits.timeout,
        output);
  }

  private OutputStream openSerial() {
    if (!(serial.serial instanceof SerialTarget.File file)) {
      return OutputStream.nullOutputStream();
    }
    try {
      return new BufferedOutputStream(Files.newOutputStream(file.path()));
    } catch (IOException e) {
      throw new UserException(
          "cannot write -serial to " + file.path() + ": check that its folder is there", e);
    }
  }

  /** Also at the start, so that no long run ends with a complaint. */
  private void writeJson(String text) {
    if (STANDARD_OUTPUT.equals(json)) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(text);
      out.flush();
    } else if (json != null) {
      try {
        Files.writeString(Path.of(json), text);
      } catch (IOException e) {
        throw new UserException(
            "cannot write --json to " + json + ": check that its folder is there", e);
      }
    }
  }

  private int status(Outcome outcome) {
    Kind end = outcome.end().kind();
    if (!outcome.isEqual()) {
      return ExitStatus.DIFFERENT.code();
    }
    if (end == Kind.TIMEOUT) {
      return tell(ExitStatus.LIMIT, "--timeout ended the comparison");
    }
    if ((limits.until != null || script.endsRun())
        && end != Kind.REACHED
        && end != Kind.INSTRUCTION_LIMIT) {
      return tell(ExitStatus.NOT_REACHED, ExitStatus.NOT_REACHED.meaning());
    }
    return ExitStatus.OK.code();
  }

  private int tell(ExitStatus status, String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("emu: " + message);
    err.flush();
    return status.code();
  }
}
