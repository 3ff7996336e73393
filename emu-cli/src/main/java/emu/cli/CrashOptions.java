package emu.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options for guests that die, shared by the commands that run one machine. */
final class CrashOptions {
  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "if the guest dies, write all that is known of why; as JSON if the name ends in .json")
  Path report;
}
