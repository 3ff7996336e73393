package emu.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that have a run's figures written, shared by the commands that run one machine. */
final class StatsOption {
  @Option(
      names = "--stats",
      paramLabel = "FILE",
      description = "write a summary of the run as JSON: speed, state hash, why it ended")
  Path file;

  @Option(
      names = "--jit-stats",
      description = "tell at the end what was translated, in a table on standard error")
  boolean jit;
}
