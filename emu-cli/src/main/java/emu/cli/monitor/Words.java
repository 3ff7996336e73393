package emu.cli.monitor;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The words of a line that follow the command's name, taken one by one. */
final class Words {
  private final Deque<String> words;
  private final String usage;

  /** The words of {@code text}; {@code usage} is how the command is to be written. */
  Words(String text, String usage) {
    List<String> all = Arrays.asList(text.strip().split("\\s+"));
    this.words = new ArrayDeque<>(text.isBlank() ? List.of() : all);
    this.usage = usage;
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  /** The next word. */
  String next() throws MonitorException {
    if (words.isEmpty()) {
      throw wrong();
    }
    return words.remove();
  }

  /** All that is left, as one text. */
  String rest() throws MonitorException {
    if (words.isEmpty()) {
      throw wrong();
    }
    String text = String.join(" ", words);
    words.clear();
    return text;
  }

  /** Takes the next word if it is {@code word}. */
  boolean takes(String word) {
    return word.equals(words.peek()) && words.remove() != null;
  }

  /** Takes the next word if it starts with {@code start}; null if not. */
  String takeIf(String start) {
    return !words.isEmpty() && words.peek().startsWith(start) ? words.remove() : null;
  }

  /** The next word as a number, in C's notation, at least {@code least}. */
  int number(int least) throws MonitorException {
    try {
      int value = Integer.decode(next());
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException e) {
      // The sentence below says it.
    }
    throw wrong();
  }

  /** Complains if there are more. */
  void end() throws MonitorException {
    if (!words.isEmpty()) {
      throw wrong();
    }
  }

  private MonitorException wrong() {
    return new MonitorException("it is written: " + usage);
  }
}
