package emu.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what the user may have meant. */
final class Nearest {
  private Nearest() {}

  /** The one of {@code names} nearest to {@code word}, if any is near. */
  static Optional<String> of(String word, Collection<String> names) {
    int most = Math.max(1, word.replace("-", "").length() / 3);
    return names.stream()
        .filter(name -> distance(word, name) <= most)
        .min(Comparator.<String>comparingInt(name -> distance(word, name)).thenComparing(n -> n));
  }

  /**
   * Least number of characters to insert, delete or change that turns one into the other
   * (Levenshtein).
   */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
