package emu.cli;

import picocli.CommandLine;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs the command that {@code args} give and ends with its status, see {@link ExitStatus}. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs the command that {@code args} give; the exit status. */
  static int run(String... args) {
    CommandLine line = CommandLineFactory.create();
    try {
      return line.execute(Arguments.normalise(line, args));
    } catch (Error e) {
      return UserErrors.internal(e, line.getErr());
    }
  }
}
