package emu.cli;

import emu.cli.jvm.Relaunch;
import emu.devices.board.Machine;
import picocli.CommandLine;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs the command that {@code args} give and ends with its status, see {@link ExitStatus}. */
  public static void main(String[] args) {
    // It takes as long as to read the command line.
    Machine.prepare();
    System.exit(run(CommandLineFactory.create(new Relaunch(System.err), args), args));
  }

  /** Runs the command that {@code args} give in this JVM as it is; the exit status. */
  static int run(String... args) {
    return run(CommandLineFactory.create(), args);
  }

  private static int run(CommandLine line, String... args) {
    try {
      return line.execute(Arguments.normalise(line, args));
    } catch (Error e) {
      return UserErrors.internal(e, line.getErr());
    }
  }
}
