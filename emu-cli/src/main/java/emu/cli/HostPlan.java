package emu.cli;

import emu.cli.console.HostTerminal;
import emu.cli.error.UserException;
import emu.cli.option.DisplayTarget;
import emu.cli.option.DisplayType;
import emu.cli.option.GdbTarget;
import emu.cli.option.MonitorTarget;
import emu.cli.option.SerialTarget;
import emu.cli.option.VgaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of the host the parts of a machine get: the terminal, standard input and output, a desktop.
 *
 * @param serial where the first serial port leads
 * @param monitor where the monitor's commands come from, beside the terminal's Ctrl-A C
 * @param displays where the screen is shown
 * @param vga whether there is a display adapter
 * @param keepsPace whether a person uses the machine, for whom time keeps the pace of the host's
 * @param warning what the user should know, if anything
 */
record HostPlan(
    SerialTarget serial,
    MonitorTarget monitor,
    List<DisplayTarget> displays,
    boolean vga,
    boolean keepsPace,
    Optional<String> warning) {
  private static final String NOTHING_SHOWN =
      "there is neither a desktop nor a terminal here, so nothing shows the guest's screen: add "
          + "-vnc :0, -nographic or -display none";

  /**
   * What the host has.
   *
   * @param terminal whether standard input and output are a terminal
   * @param desktop whether windows can be shown
   */
  record Host(boolean terminal, boolean desktop) {

    /** This host. */
    static Host present() {
      return new Host(HostTerminal.isPresent(), hasDesktop());
    }

    private static boolean hasDesktop() {
      String system = System.getProperty("os.name", "");
      return system.startsWith("Windows")
          || system.startsWith("Mac")
          || isSet("DISPLAY")
          || isSet("WAYLAND_DISPLAY");
    }

    private static boolean isSet(String variable) {
      String value = System.getenv(variable);
      return value != null && !value.isEmpty();
    }
  }

  /** Whether the terminal is handed to the guest's serial port. */
  boolean serialOnTerminal(Host host) {
    return serial instanceof SerialTarget.Stdio && keepsPace && host.terminal();
  }

  /** Whether the monitor has a place of its own. */
  boolean hasMonitor() {
    return !(monitor instanceof MonitorTarget.None);
  }

  /**
   * The plan that {@code options} describe.
   *
   * @param usual what holds if they do not say
   * @throws UserException if they contradict each other
   */
  static HostPlan of(RunOptions options, Usual usual, Host host) {
    SerialTarget serial = options.serial.targetOr(usual.serial());
    MonitorTarget monitor =
        options.monitor.monitor == null ? new MonitorTarget.None() : options.monitor.monitor;
    check(options, serial, monitor);
    boolean unattended = options.limits.unattended() || options.script.endsRun();
    Optional<DisplayTarget> chosen = Optional.ofNullable(options.display.display);
    List<DisplayTarget> displays = new ArrayList<>();
    chosen.ifPresent(displays::add);
    if (options.display.vnc != null) {
      displays.add(new DisplayTarget(DisplayType.VNC, options.display.vnc));
    }
    boolean free = displays.isEmpty() && !options.serial.noGraphic && !unattended;
    boolean hidden = free && !(usual.serial() instanceof SerialTarget.Stdio) && !noVga(options);
    if (hidden) {
      usualDisplay(serial, monitor, host).ifPresent(displays::add);
    }
    displays.remove(DisplayTarget.NONE);
    boolean vga =
        options.machine.hasVga(!displays.isEmpty() || options.script.any() || usual.firmware());
    boolean reachable =
        !displays.isEmpty()
            || !hidden
            || serial instanceof SerialTarget.Stdio
            || serial instanceof SerialTarget.File
            || !(monitor instanceof MonitorTarget.None)
            || options.script.any()
            || options.limits.timeout != null;
    boolean person = !displays.isEmpty() || serial instanceof SerialTarget.Stdio && host.terminal();
    return new HostPlan(
        serial,
        monitor,
        List.copyOf(displays),
        vga,
        person && !unattended,
        reachable ? Optional.empty() : Optional.of(NOTHING_SHOWN));
  }

  private static boolean noVga(RunOptions options) {
    return options.machine.vga == VgaType.NONE;
  }

  private static Optional<DisplayTarget> usualDisplay(
      SerialTarget serial, MonitorTarget monitor, Host host) {
    if (host.desktop()) {
      return Optional.of(new DisplayTarget(DisplayType.WINDOW, ""));
    }
    boolean taken = serial instanceof SerialTarget.Stdio || monitor instanceof MonitorTarget.Stdio;
    return host.terminal() && !taken
        ? Optional.of(new DisplayTarget(DisplayType.CURSES, ""))
        : Optional.empty();
  }

  private static void check(RunOptions options, SerialTarget serial, MonitorTarget monitor) {
    DisplayTarget display = options.display.display;
    boolean curses = display != null && display.type() == DisplayType.CURSES;
    boolean serialOnStdio = serial instanceof SerialTarget.Stdio;
    boolean monitorOnStdio = monitor instanceof MonitorTarget.Stdio;
    if (options.serial.noGraphic && display != null && !display.equals(DisplayTarget.NONE)) {
      throw new UserException("-nographic means no display: leave out -nographic or -display");
    }
    if (noVga(options) && (display != null && !display.equals(DisplayTarget.NONE))) {
      throw new UserException("with -vga none there is no screen to show: leave out -display");
    }
    if (noVga(options) && options.display.vnc != null) {
      throw new UserException("with -vga none there is no screen to show: leave out -vnc");
    }
    if (options.machine.firmware.bios != null && options.kernel.kernel != null) {
      throw new UserException(
          "-kernel is loaded without firmware, so -bios would do nothing: leave out one of them");
    }
    if (serialOnStdio && monitorOnStdio) {
      throw new UserException(
          "-serial and -monitor cannot both have the terminal: leave out -monitor stdio, and "
              + "Ctrl-A C turns to the monitor");
    }
    boolean gdbOnStdio =
        options.gdb.target() != null && options.gdb.target().place() instanceof GdbTarget.Stdio;
    if (gdbOnStdio && (serialOnStdio || monitorOnStdio || curses)) {
      throw new UserException(
          "-gdb stdio takes standard input and output: send -serial and -monitor elsewhere, and"
              + " take another display than curses");
    }
    if (curses && (serialOnStdio || monitorOnStdio)) {
      throw new UserException(
          "-display curses takes the terminal: send %s elsewhere, to a file or a socket"
              .formatted(serialOnStdio ? "-serial" : "-monitor"));
    }
    if (options.script.awaitsEnd() && options.limits.until == null && !options.script.endsRun()) {
      throw new UserException(
          "--screenshot FILE@until needs to know until what: add --until or --until-screen");
    }
    if (noVga(options) && options.script.needsScreen()) {
      throw new UserException(
          "with -vga none there is no screen: leave out --until-screen and --screenshot");
    }
  }
}
