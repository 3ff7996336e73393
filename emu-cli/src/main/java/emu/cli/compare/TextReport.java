package emu.cli.compare;

import emu.core.cpu.EngineStatistics;
import emu.core.inspect.CodeLine;
import emu.core.inspect.PageDifference;
import emu.devices.board.StopReason;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Writes what came out of a comparison for people. */
public final class TextReport {
  /** Most counts whose hashes are shown. */
  private static final int MOST_CHECKPOINTS = 10;

  /** RIP, RFLAGS and the sixteen general registers are shown whether they differ or not. */
  private static final int GENERAL_REGISTERS = 18;

  private static final String ROW = "%-22s %18s %18s%n";

  private final PrintWriter out;

  private TextReport(PrintWriter out) {
    this.out = out;
  }

  /** Writes {@code outcome} to {@code out}. */
  public static void print(Outcome outcome, PrintWriter out) {
    TextReport report = new TextReport(out);
    report.figures(outcome);
    report.checkpoints(outcome.checkpoints());
    if (outcome.isEqual()) {
      out.printf("%nThe states are equal after %,d instructions.%n", outcome.instructions());
    } else {
      report.divergence(outcome, outcome.divergence());
    }
    out.flush();
  }

  private void figures(Outcome outcome) {
    EngineFigures first = outcome.first();
    EngineFigures second = outcome.second();
    out.printf(ROW, "", first.engine(), second.engine());
    row("wall time", outcome, figures -> "%.3f s".formatted(figures.wallSeconds()));
    row("CPU time of its thread", outcome, figures -> "%.3f s".formatted(figures.cpuSeconds()));
    row("speed", outcome, figures -> "%.1f MIPS".formatted(figures.mips()));
    row("instructions", outcome, figures -> "%,d".formatted(figures.instructions()));
    row("regions", outcome, statistic(counts -> "%,d".formatted(counts.regions())));
    row("classes", outcome, statistic(counts -> "%,d".formatted(counts.classes())));
    row("bytecode", outcome, statistic(counts -> "%,d bytes".formatted(counts.bytecodeBytes())));
    row(
        "compile time",
        outcome,
        statistic(counts -> "%.3f s".formatted(counts.compileNanoseconds() / 1e9)));
    out.printf("%nCPU time of the whole process: %.1f s%n", outcome.processSeconds());
  }

  private void row(String title, Outcome outcome, Function<EngineFigures, String> value) {
    out.printf(ROW, title, value.apply(outcome.first()), value.apply(outcome.second()));
  }

  private static Function<EngineFigures, String> statistic(
      Function<EngineStatistics, String> value) {
    return figures ->
        figures.statistics().equals(EngineStatistics.NONE)
            ? "-"
            : value.apply(figures.statistics());
  }

  private void checkpoints(List<Checkpoint> all) {
    int from = Math.max(0, all.size() - MOST_CHECKPOINTS);
    out.printf("%n  state after%n");
    for (Checkpoint checkpoint : all.subList(from, all.size())) {
      out.printf(
          "%s %,20d %18s %18s%n",
          checkpoint.isEqual() ? " " : "*",
          checkpoint.instructions(),
          hex(checkpoint.firstHash()),
          hex(checkpoint.secondHash()));
    }
  }

  private void divergence(Outcome outcome, Divergence divergence) {
    Sighting seen = divergence.seen();
    out.printf(
        "%nThe states are equal after %,d instructions and differ after %,d (* marks what"
            + " differs).%n",
        divergence.lastEqual(), seen.limit());
    if (!divergence.repeated()) {
      out.println(
          "They did not differ when both ran again from the start, so the place is not known"
              + " better.");
    }
    out.printf("%n  %-20s %18s %18s%n", "", outcome.first().engine(), outcome.second().engine());
    pair("instructions", seen.first().instructions(), seen.second().instructions());
    pair("ended", word(seen.first().end()), word(seen.second().end()));
    registers(seen);
    if (!seen.devices().isEmpty()) {
      out.println("* devices: " + String.join(", ", seen.devices()));
    }
    for (PageDifference page : seen.pages()) {
      pair("memory at %012x".formatted(page.address()), hex(page.first()), hex(page.second()));
    }
    if (seen.pages().size() == Sighting.MOST_PAGES) {
      out.println("  and perhaps more pages; only the first word that differs of each is shown");
    }
    code(outcome.first().engine(), divergence);
  }

  private void registers(Sighting seen) {
    int shown = 0;
    for (Map.Entry<String, Long> entry : seen.first().registers().entrySet()) {
      long second = seen.second().registers().get(entry.getKey());
      if (shown++ < GENERAL_REGISTERS || entry.getValue() != second) {
        pair(entry.getKey(), hex(entry.getValue()), hex(second));
      }
    }
  }

  private void pair(String name, Object first, Object second) {
    String mark = Objects.equals(first, second) ? " " : "*";
    out.printf("%s %-20s %18s %18s%n", mark, name, first, second);
  }

  private void code(String engine, Divergence divergence) {
    out.printf(
        "%nWhat %s ran last%s:%n",
        engine,
        divergence.suspects().isEmpty()
            ? ""
            : divergence.suspects().size() == 1
                ? "; the states differ after the instruction marked *"
                : "; the fault is in one of the instructions marked *");
    divergence.before().forEach(line -> code(" ", line));
    divergence.suspects().forEach(line -> code("*", line));
  }

  private void code(String mark, CodeLine line) {
    out.printf("%s %016x  %-30s %s%n", mark, line.address(), line.bytes(), line.text());
  }

  private static String word(StopReason end) {
    return end.kind() == StopReason.Kind.INSTRUCTION_LIMIT
        ? "no"
        : end.kind() + (end.status() == 0 ? "" : " " + end.status());
  }

  private static String hex(long value) {
    return "%016x".formatted(value);
  }
}
