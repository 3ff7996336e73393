package emu.cli;

import emu.cli.option.InstructionCount;
import emu.cli.option.Seconds;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options that end a run, shared by the commands that start a machine. */
final class LimitOptions {
  @Option(
      names = "--until",
      paramLabel = "TEXT",
      description = "end with status 0 once the first serial port has shown this text")
  String until;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "end after this time of the host's clock",
      converter = Seconds.class)
  Duration timeout;

  @Option(
      names = "--max-instructions",
      paramLabel = "N",
      description = "end after this many instructions of the guest",
      converter = InstructionCount.class)
  Long maxInstructions;

  /** Whether the run is one that a program judges, not one that a person types to. */
  boolean unattended() {
    return until != null || maxInstructions != null;
  }
}
