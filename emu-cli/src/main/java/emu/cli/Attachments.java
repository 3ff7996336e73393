package emu.cli;

import emu.api.keyboard.KeyboardLayout;
import emu.api.screen.Screendump;
import emu.cli.console.HostTerminal;
import emu.cli.console.LineEditor;
import emu.cli.console.OutputPump;
import emu.cli.console.StandardOutput;
import emu.cli.display.Display;
import emu.cli.display.Seat;
import emu.cli.drive.DriveSet;
import emu.cli.error.UserException;
import emu.cli.gdb.GdbServer;
import emu.cli.monitor.LineLoop;
import emu.cli.monitor.Monitor;
import emu.cli.monitor.MonitorServer;
import emu.cli.option.DisplayTarget;
import emu.cli.option.GdbTarget;
import emu.cli.option.MonitorTarget;
import emu.cli.option.ScreenshotRequest;
import emu.cli.script.ScriptRun;
import emu.devices.board.Machine;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What is attached to a machine while it runs: displays, the monitor, a script. Nothing is made
 * that is not asked for.
 */
final class Attachments implements AutoCloseable {
  private final Machine machine;
  private final RunOptions options;
  private final DriveSet drives;
  private final PrintWriter messages;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private Monitor monitor;
  private ScriptRun script;
  private GdbServer gdb;

  Attachments(Machine machine, RunOptions options, DriveSet drives, PrintWriter messages) {
    this.machine = machine;
    this.options = options;
    this.drives = drives;
    this.messages = messages;
  }

  /** Attaches what {@code plan} and the options say; before the machine runs. */
  void attach(HostPlan plan) throws IOException {
    if (options.script.any()) {
      script =
          new ScriptRun(options.script.script(), machine, KeyboardLayout.of(options.script.layout));
      for (ScreenshotRequest request : options.script.screenshots) {
        request
            .nanoseconds()
            .ifPresent(time ->
                machine.schedule(time, () -> Screendump.write(machine.screen(), request.file())));
      }
    }
    for (DisplayTarget target : plan.displays()) {
      Display display = Displays.create(target, options.script.layout);
      open.push(display);
      display.start(seat());
    }
    if (plan.hasMonitor()) {
      attach(plan.monitor());
    }
    machine.setPaused(options.gdb.stopped);
    if (options.gdb.target() != null) {
      attach(options.gdb.target());
    }
  }

  private void attach(GdbTarget target) {
    gdb = new GdbServer(machine, target.wide(), this::answer);
    open.push(gdb);
    gdb.open(target.place());
    if (options.gdb.stopped) {
      messages.println("emu: the guest waits for gdb at " + target.place());
      messages.flush();
    }
  }

  private void attach(MonitorTarget target) throws IOException {
    switch (target) {
      case MonitorTarget.None _ -> {}
      case MonitorTarget.Stdio _ ->
          LineLoop.start(
              new FileInputStream(FileDescriptor.in),
              new StandardOutput(),
              this::answer,
              HostTerminal.isStandardInput() ? Monitor.PROMPT : "");
      case MonitorTarget.Commands commands -> {
        if (!Files.isReadable(commands.path())) {
          throw new UserException(
              "-monitor: there is no file %s to read commands from".formatted(commands.path()));
        }
        LineLoop.start(
            Files.newInputStream(commands.path()), new StandardOutput(), this::answer, "");
      }
      case MonitorTarget.Unix unix -> open.push(MonitorServer.open(unix, this::answer));
      case MonitorTarget.Tcp tcp -> open.push(MonitorServer.open(tcp, this::answer));
    }
  }

  private Seat seat() {
    return new Seat(
        options.name(),
        machine.screen(),
        machine.keyInput(),
        machine.mouseInput(),
        machine::instructions,
        () -> machine.stop(StopReason.of(Kind.USER)),
        this::answer,
        sentence -> {
          messages.println("emu: " + sentence);
          messages.flush();
        });
  }

  /** What the monitor answers to {@code line}; any thread may ask. */
  private String answer(String line) {
    return monitor().answer(line);
  }

  private synchronized Monitor monitor() {
    if (monitor == null) {
      monitor = new Monitor(machine, drives);
    }
    return monitor;
  }

  /** The monitor on the guest's terminal. */
  LineEditor editor(OutputPump pump) {
    return new LineEditor(Monitor.PROMPT, this::answer, pump::write);
  }

  /** Tells about a byte that the guest sent through its first serial port. */
  void sent(byte value) {
    if (script != null) {
      script.sent(value);
    }
  }

  /** What the script still waits for, for people. */
  Optional<String> pending() {
    return script == null ? Optional.empty() : script.pending();
  }

  /** Takes the pictures that are wanted when what the run waited for has come. */
  void reached() {
    options.script.screenshots.stream()
        .filter(request -> request.nanoseconds().isEmpty())
        .forEach(request -> Screendump.write(machine.screen(), request.file()));
  }

  /** Tells that the run has ended, and the program will with exit status {@code status}. */
  void ended(int status) {
    if (gdb != null) {
      gdb.ended(status);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (monitor != null) {
        monitor.close();
      }
    }
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        // The others are closed all the same.
        messages.println("emu: " + e.getMessage());
      }
    }
  }
}
