package emu.cli.console;

import java.util.Optional;

/**
 * The size of a terminal's window in characters.
 *
 * @param columns width, above 0
 * @param rows height, above 0
 */
public record WindowSize(int columns, int rows) {

  /** The size, unless the terminal does not know it and says 0. */
  static Optional<WindowSize> of(int columns, int rows) {
    return columns > 0 && rows > 0 ? Optional.of(new WindowSize(columns, rows)) : Optional.empty();
  }

  /**
   * Words for the command line of Linux. What the kernel does not know of the form {@code
   * NAME=value} it puts into the environment of the first process, and ncurses, which GNU screen in
   * Debian's installer uses, takes its size from there: a serial line cannot tell it.
   */
  public String asParameters() {
    return "COLUMNS=" + columns + " LINES=" + rows;
  }
}
