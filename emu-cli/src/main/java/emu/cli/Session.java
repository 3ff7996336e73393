package emu.cli;

import emu.cli.console.HostTerminal;
import emu.cli.console.InputPump;
import emu.cli.console.OutputPump;
import emu.cli.console.StandardOutput;
import emu.cli.console.WindowSize;
import emu.cli.drive.DriveSet;
import emu.cli.error.UserException;
import emu.cli.option.MemorySize;
import emu.cli.option.SerialTarget;
import emu.cli.trace.Recording;
import emu.core.crash.Crash;
import emu.devices.board.BoardConfig;
import emu.devices.board.ClockMode;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import emu.devices.boot.KernelRequest;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a machine, from the options to the exit status: it wires the serial port to the
 * terminal, a file or nothing, watches for what ends the run, and tells about it.
 */
final class Session implements AutoCloseable {
  private final RunOptions options;
  private final HostPlan plan;
  private final MemorySize memory;
  private final PrintWriter messages;
  private final Optional<HostTerminal> terminal;

  /**
   * Prepares a run; nothing is started yet.
   *
   * @param usual what holds if the options do not say
   * @param messages takes what is said about the run's end
   */
  Session(RunOptions options, Usual usual, PrintWriter messages) {
    HostPlan.Host host = HostPlan.Host.present();
    this.options = options;
    this.plan = HostPlan.of(options, usual, host);
    this.memory = options.machine.memory == null ? usual.memory() : options.machine.memory;
    this.messages = messages;
    this.terminal =
        plan.serialOnTerminal(host) ? Optional.of(HostTerminal.open()) : Optional.empty();
  }

  /** Size of the terminal's window, if it is handed to the guest and knows. */
  Optional<WindowSize> windowSize() {
    return terminal.flatMap(HostTerminal::size);
  }

  /** Whether the machine has a display adapter. */
  boolean hasScreen() {
    return plan.vga();
  }

  /**
   * Runs the machine to its end.
   *
   * @param kernel what is loaded directly; empty for what is on the machine's disks
   * @return the exit status of the program
   * @throws BootException if it cannot be booted
   */
  int run(Optional<KernelRequest> kernel) throws BootException, IOException {
    if (options.stats.file != null) {
      Stats.prepare(options.stats.file);
    }
    SerialOutput output = new SerialOutput(options.limits.until);
    BoardConfig config =
        options.machine.board(memory, plan.keepsPace(), Instant.now(), output::accept);
    if (plan.displays().isEmpty()) {
      config = config.withFirmwareMessages(this::tell);
    }
    MachineMaker machines = new MachineMaker(kernel, options.drives, plan.vga());
    long created = System.nanoTime();
    try (Recording recording = options.trace.open(kernel.map(KernelRequest::kernel));
        DriveSet drives = new DriveSet(options.drives.images());
        Machine machine =
            machines.create(config, recording.around(options.machine.engines()), drives)) {
      // The collector would rather grow than look for the hundred megabytes that loading left.
      System.gc();
      long started = System.nanoTime();
      long startedAt = System.currentTimeMillis();
      CrashTeller teller = new CrashTeller(options.crash, symbols(), messages);
      machine.onRestart(teller::tellRestart);
      Ended ended = run(machine, output, drives);
      long finished = System.nanoTime();
      close();
      Optional<Crash> crash = machine.inspect().crash(ended.reason.kind());
      if (crash.isPresent()) {
        boolean exact = config.clock() == ClockMode.VIRTUAL;
        try (RepeatableMachines again =
            new RepeatableMachines(machines, config, options.drives, options.script)) {
          teller.tell(crash.get(), again, exact);
        }
      }
      return finish(
          machine,
          crash.isPresent() ? ended.end.withoutMessage() : ended.end,
          sinceJvmStart(startedAt),
          (started - created) / 1e9,
          (finished - started) / 1e9);
    }
  }

  /** The file that names code in reports; null for none. */
  private Path symbols() {
    return options.trace.symbols != null ? options.trace.symbols : options.kernel.kernel;
  }

  private record Ended(StopReason reason, RunEnd end) {}

  private Ended run(Machine machine, SerialOutput output, DriveSet drives)
      throws BootException, IOException {
    try (OutputStream out = openOutput();
        OutputPump pump = new OutputPump(out, () -> machine.stop(StopReason.of(Kind.USER)));
        Attachments attachments = new Attachments(machine, options, drives, messages)) {
      terminal.ifPresent(HostTerminal::takeOver);
      output.connect(machine, pump, attachments);
      attachments.attach(plan);
      startInput(machine, pump, attachments);
      plan.warning().ifPresent(this::tell);
      StopReason reason = machine.run(runLimits());
      if (reason.kind() == Kind.REACHED) {
        attachments.reached();
      }
      boolean awaited = options.limits.until != null || options.script.endsRun();
      RunEnd end = RunEnd.of(reason, awaited).waitingFor(attachments.pending());
      attachments.ended(end.status());
      return new Ended(reason, end);
    }
  }

  private RunLimits runLimits() {
    long instructions =
        options.limits.maxInstructions == null
            ? RunLimits.NONE.instructions()
            : options.limits.maxInstructions;
    return new RunLimits(instructions, options.limits.timeout);
  }

  private OutputStream openOutput() throws IOException {
    return switch (plan.serial()) {
      case SerialTarget.Stdio _ ->
          terminal.isPresent() ? terminal.get().output() : new StandardOutput();
      case SerialTarget.Null _ -> OutputStream.nullOutputStream();
      case SerialTarget.File file -> {
        try {
          yield Files.newOutputStream(file.path());
        } catch (IOException e) {
          throw new UserException(
              "cannot write -serial to " + file.path() + ": check that its folder is there", e);
        }
      }
    };
  }

  private void startInput(Machine machine, OutputPump pump, Attachments attachments) {
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    if (terminal.isPresent()) {
      InputPump.startKeys(
          in,
          machine.serialInput()::offer,
          () -> machine.stop(StopReason.of(Kind.USER)),
          () -> pump.write(InputPump.keysHelp()),
          () -> attachments.editor(pump));
    } else if (plan.serial() instanceof SerialTarget.Stdio && !HostTerminal.isStandardInput()) {
      InputPump.start(in, machine.serialInput()::offer);
    }
  }

  private static double sinceJvmStart(long milliseconds) {
    return (milliseconds - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
  }

  private int finish(
      Machine machine,
      RunEnd end,
      double firstInstructionSeconds,
      double loadSeconds,
      double wallSeconds) {
    if (options.stats.file != null) {
      new Stats(
              options.machine.engine.word(),
              options.machine.clock(plan.keepsPace()).word(),
              firstInstructionSeconds,
              loadSeconds,
              wallSeconds,
              machine.instructions(),
              machine.virtualNanoseconds() / 1e9,
              machine.stateHash(),
              end.word().equals("reached"),
              end.word(),
              end.status())
          .write(options.stats.file);
    }
    if (options.stats.jit) {
      String report = machine.engineReport();
      messages.print(report.isEmpty() ? "emu: this engine translates nothing\n" : report);
    }
    end.message().ifPresent(this::tell);
    messages.flush();
    return end.status();
  }

  void tell(String sentence) {
    messages.println("emu: " + sentence);
    messages.flush();
  }

  /** Puts the terminal back. */
  @Override
  public void close() {
    terminal.ifPresent(HostTerminal::close);
  }
}
