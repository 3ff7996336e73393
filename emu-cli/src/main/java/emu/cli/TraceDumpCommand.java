package emu.cli;

import emu.cli.option.InstructionCount;
import emu.cli.trace.TraceDump;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a trace of instructions as text. */
@Command(
    name = "trace-dump",
    description =
        "Show what --trace of emu run and emu boot wrote: a line for each instruction and"
            + " interrupt, with the count of instructions before it.",
    customSynopsis = "emu trace-dump FILE [OPTION]...",
    sortOptions = false)
final class TraceDumpCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "the trace, packed or not")
  Path file;

  @Option(
      names = "-dfilter",
      paramLabel = "RANGE",
      split = ",",
      description = "show only code in 0x1000..0x2000, 0x1000+0x100, 0x1000-0x100 or a symbol")
  List<String> filters = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "N",
      description = "start at this count of instructions",
      converter = InstructionCount.class)
  long from;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "show this many",
      converter = InstructionCount.class)
  long count = Long.MAX_VALUE;

  @Option(
      names = "--symbols",
      paramLabel = "FILE",
      description = "name code by this ELF file or System.map")
  Path symbols;

  @Option(
      names = {"-help", "-h"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  @Override
  public Integer call() {
    TraceDump.show(file, symbols, filters, from, count, spec.commandLine().getOut());
    return ExitStatus.OK.code();
  }
}
