package emu.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: it has nothing to do without one of its commands. */
@Command(
    name = "emu",
    description = "An x86-64 PC emulator.",
    customSynopsis = "emu COMMAND [OPTION]...")
final class EmuCommand implements Runnable {
  @Spec CommandSpec spec;

  @Option(names = "-version", versionHelp = true, description = "show the version")
  boolean version;

  @Option(
      names = {"-help", "-h"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "give a command: emu boot debian-12, emu run -kernel FILE, emu help");
  }
}
