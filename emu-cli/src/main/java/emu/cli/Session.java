package emu.cli;

import emu.cli.console.HostTerminal;
import emu.cli.console.InputPump;
import emu.cli.console.OutputPump;
import emu.cli.console.StandardOutput;
import emu.cli.console.WindowSize;
import emu.cli.error.UserException;
import emu.cli.guest.GuestCache;
import emu.cli.option.MemorySize;
import emu.cli.option.SerialTarget;
import emu.devices.board.BoardConfig;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import emu.devices.boot.KernelLoader;
import emu.devices.boot.KernelRequest;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a machine, from the options to the exit status: it wires the serial port to the
 * terminal, a file or nothing, watches for what ends the run, and tells about it.
 */
final class Session implements AutoCloseable {
  private final MachineOptions machineOptions;
  private final LimitOptions limits;
  private final StatsOption stats;
  private final SerialTarget serial;
  private final MemorySize memory;
  private final PrintWriter messages;
  private final Optional<HostTerminal> terminal;

  /**
   * Prepares a run; nothing is started yet.
   *
   * @param serial where the first serial port leads
   * @param defaultMemory size of memory if the options do not say
   * @param messages takes what is said about the run's end
   */
  Session(
      MachineOptions machineOptions,
      LimitOptions limits,
      StatsOption stats,
      SerialTarget serial,
      MemorySize defaultMemory,
      PrintWriter messages) {
    this.machineOptions = machineOptions;
    this.limits = limits;
    this.stats = stats;
    this.serial = serial;
    this.memory = machineOptions.memory == null ? defaultMemory : machineOptions.memory;
    this.messages = messages;
    boolean interactive =
        serial instanceof SerialTarget.Stdio && !limits.unattended() && HostTerminal.isPresent();
    this.terminal = interactive ? Optional.of(HostTerminal.open()) : Optional.empty();
  }

  /** Size of the terminal's window, if it is handed to the guest and knows. */
  Optional<WindowSize> windowSize() {
    return terminal.flatMap(HostTerminal::size);
  }

  /**
   * Runs the machine to its end.
   *
   * @return the exit status of the program
   * @throws BootException if the kernel cannot be booted
   */
  int run(KernelRequest plainRequest) throws BootException, IOException {
    KernelRequest request = plainRequest.with(GuestCache.ofUser(System.getenv()).ofLoader());
    if (stats.file != null) {
      Stats.prepare(stats.file);
    }
    SerialOutput output = new SerialOutput(limits.until);
    BoardConfig config =
        machineOptions.board(memory, terminal.isPresent(), Instant.now(), output::accept);
    long created = System.nanoTime();
    try (Machine machine =
        new Machine(
            config,
            machineOptions.engines(),
            (ram, map, rsdp) -> KernelLoader.load(request, ram, map, rsdp))) {
      // The collector would rather grow than look for the hundred megabytes that loading left.
      System.gc();
      long started = System.nanoTime();
      long startedAt = System.currentTimeMillis();
      StopReason reason = run(machine, output);
      long ended = System.nanoTime();
      close();
      return finish(
          machine,
          reason,
          sinceJvmStart(startedAt),
          (started - created) / 1e9,
          (ended - started) / 1e9);
    }
  }

  private StopReason run(Machine machine, SerialOutput output) throws BootException, IOException {
    try (OutputStream out = openOutput();
        OutputPump pump = new OutputPump(out, () -> machine.stop(StopReason.of(Kind.USER)))) {
      terminal.ifPresent(HostTerminal::takeOver);
      output.connect(machine, pump);
      startInput(machine, pump);
      return machine.run(runLimits());
    }
  }

  private RunLimits runLimits() {
    long instructions =
        limits.maxInstructions == null ? RunLimits.NONE.instructions() : limits.maxInstructions;
    return new RunLimits(instructions, limits.timeout);
  }

  private OutputStream openOutput() throws IOException {
    return switch (serial) {
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

  private void startInput(Machine machine, OutputPump pump) {
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    if (terminal.isPresent()) {
      InputPump.startKeys(
          in,
          machine.serialInput()::offer,
          () -> machine.stop(StopReason.of(Kind.USER)),
          () -> pump.write(InputPump.keysHelp()));
    } else if (serial instanceof SerialTarget.Stdio && !HostTerminal.isStandardInput()) {
      InputPump.start(in, machine.serialInput()::offer);
    }
  }

  private static double sinceJvmStart(long milliseconds) {
    return (milliseconds - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
  }

  private int finish(
      Machine machine,
      StopReason reason,
      double firstInstructionSeconds,
      double loadSeconds,
      double wallSeconds) {
    RunEnd end = RunEnd.of(reason, limits.until != null);
    if (stats.file != null) {
      new Stats(
              machineOptions.engine.word(),
              machineOptions.clock(terminal.isPresent()).word(),
              firstInstructionSeconds,
              loadSeconds,
              wallSeconds,
              machine.instructions(),
              machine.virtualNanoseconds() / 1e9,
              machine.stateHash(),
              reason.kind() == Kind.REACHED,
              end.word(),
              end.status())
          .write(stats.file);
    }
    if (stats.jit) {
      String report = machine.engineReport();
      messages.print(report.isEmpty() ? "emu: this engine translates nothing\n" : report);
    }
    end.message().ifPresent(message -> messages.println("emu: " + message));
    messages.flush();
    return end.status();
  }

  /** Puts the terminal back. */
  @Override
  public void close() {
    terminal.ifPresent(HostTerminal::close);
  }
}
