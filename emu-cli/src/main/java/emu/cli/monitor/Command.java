package emu.cli.monitor;

/**
 * A command of the monitor.
 *
 * @param name one word, or two after {@code info}
 * @param parameters what follows it, for the help
 * @param help what it does, in a few words; empty for what is only there to say that it cannot be
 *     done
 * @param body does it, on the machine's thread
 */
record Command(String name, String parameters, String help, Body body) {

  /** What a command does. */
  @FunctionalInterface
  interface Body {
    /** Does it; returns what to answer, empty or lines that each end with a newline. */
    String run(Words words) throws MonitorException;
  }

  /** A line of the help. */
  String line() {
    return "%-38s %s%n".formatted((name + " " + parameters).strip(), help);
  }
}
