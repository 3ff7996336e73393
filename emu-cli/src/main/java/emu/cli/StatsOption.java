package emu.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that has a run's summary written, shared by the commands that run one machine. */
final class StatsOption {
  @Option(
      names = "--stats",
      paramLabel = "FILE",
      description = "write a summary of the run as JSON: speed, state hash, why it ended")
  Path file;
}
