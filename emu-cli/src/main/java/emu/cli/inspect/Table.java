package emu.cli.inspect;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Lines of text in columns. */
public final class Table {
  /** A column is this wide at most; what is longer pushes the rest of its line. */
  private static final int WIDEST = 60;

  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a line. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Prints all of them; each column is as wide as it needs. */
  public void print(PrintWriter out) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], Math.min(WIDEST, row.get(i).length()));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        line.append(cell).append(" ".repeat(Math.max(0, widths[i] - cell.length()) + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
