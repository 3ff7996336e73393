package emu.cli;

import emu.cli.option.DisplayTarget;
import picocli.CommandLine.Option;

/** Options that say how a user sees and uses the machine, shared by the commands that start one. */
final class DisplayOptions {
  @Option(
      names = "-display",
      paramLabel = "TYPE",
      description = "where the screen is shown: window, curses, vnc=:N, none",
      converter = DisplayTarget.Converter.class)
  DisplayTarget display;

  @Option(
      names = "-vnc",
      paramLabel = "ADDRESS",
      description = "show the screen to VNC viewers: :N is TCP port 5900 + N of this computer")
  String vnc;

  @Option(
      names = "-name",
      paramLabel = "TEXT",
      description = "what titles call the machine (default: the file that it boots)")
  String name;
}
