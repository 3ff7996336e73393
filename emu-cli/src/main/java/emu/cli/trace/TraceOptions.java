package emu.cli.trace;

import emu.cli.option.InstructionCount;
import emu.devices.boot.BootFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that have a run recorded, shared by the commands that run a machine for a user. */
public final class TraceOptions {
  @Option(
      names = "-d",
      paramLabel = "ITEM,...",
      description = "log what the guest does; help lists the items",
      converter = TraceItems.Converter.class)
  TraceItems items;

  @Option(
      names = "-D",
      paramLabel = "FILE",
      description = "write the log of -d here, packed if the name ends in .gz (default: stderr)")
  Path log;

  @Option(
      names = "-dfilter",
      paramLabel = "RANGE",
      split = ",",
      description = "log only code in 0x1000..0x2000, 0x1000+0x100, 0x1000-0x100 or a symbol")
  List<String> filters = new ArrayList<>();

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "write which instructions ran, for emu trace-dump; packed if the name ends in .gz")
  Path trace;

  @Option(
      names = "--trace-from",
      paramLabel = "N",
      description = "start records when N instructions have run: 1_000_000, 800M",
      converter = InstructionCount.class)
  Long from;

  @Option(
      names = "--trace-count",
      paramLabel = "N",
      description = "end records N instructions later",
      converter = InstructionCount.class)
  Long count;

  @Option(
      names = "--symbols",
      paramLabel = "FILE",
      description = "name code by this ELF file or System.map (default: the kernel)")
  public Path symbols;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "write where the guest spent its instructions: stacks for a flame graph")
  Path profile;

  @Option(
      names = "--profile-every",
      paramLabel = "N",
      description = "instructions between two samples of --profile (default: 99991)",
      converter = InstructionCount.class)
  long profileEvery = 99_991; // A prime: loops do not keep step with it.

  @Option(
      names = "--coverage",
      paramLabel = "FILE",
      description =
          "write which code ran: as lcov if the name ends in .info, else as drcov (not user mode)")
  Path coverage;

  /** Whether anything is recorded. */
  boolean any() {
    return items != null || trace != null || profile != null || coverage != null;
  }

  /** What records the run of {@code kernel}, which is empty if disks are booted. */
  public Recording open(Optional<BootFile> kernel) {
    return Recording.open(this, kernel);
  }
}
