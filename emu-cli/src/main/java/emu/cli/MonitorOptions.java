package emu.cli;

import emu.cli.option.MonitorTarget;
import picocli.CommandLine.Option;

/** Where the monitor's commands come from. */
final class MonitorOptions {
  @Option(
      names = "-monitor",
      paramLabel = "PLACE",
      description =
          "where commands to the emulator come from: stdio, unix:PATH,server, "
              + "telnet:127.0.0.1:PORT,server, file:PATH or none",
      converter = MonitorTarget.Converter.class)
  MonitorTarget monitor;
}
