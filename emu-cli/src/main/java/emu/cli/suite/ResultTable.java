package emu.cli.suite;

import emu.cli.inspect.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Shows the results of tests to people. */
public final class ResultTable {
  private ResultTable() {}

  /** Prints a line for each of {@code results}, and how many passed. */
  public static void print(List<TestResult> results, PrintWriter out) {
    Table table = new Table();
    table.row("test", "result", "status", "instructions", "seconds", "why");
    for (TestResult result : results) {
      table.row(
          result.name(),
          result.verdict().word(),
          result.status().isPresent() ? Integer.toString(result.status().getAsInt()) : "-",
          String.format(Locale.ROOT, "%,d", result.instructions()),
          String.format(Locale.ROOT, "%.2f", result.seconds()),
          result.why());
    }
    table.print(out);
    long passed = results.stream().filter(TestResult::passed).count();
    out.printf("%n%d of %d passed%n", passed, results.size());
    out.flush();
  }
}
