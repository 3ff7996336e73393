package emu.devices.iso.menu;

import java.util.List;

/**
 * A word of a GRUB script before its variables have values.
 *
 * @param parts its parts, in order
 */
record GrubWord(List<Part> parts) {
  /**
   * A part of a word.
   *
   * @param text the text, or the variable's name
   * @param variable whether it is a variable
   * @param quoted whether it stands in quotes, so that a value with spaces makes no new words
   */
  record Part(String text, boolean variable, boolean quoted) {}

  GrubWord {
    parts = List.copyOf(parts);
  }

  /** Whether it is {@code text} and nothing of it is in quotes: a reserved word, perhaps. */
  boolean is(String text) {
    return parts.size() == 1
        && !parts.getFirst().variable()
        && !parts.getFirst().quoted()
        && parts.getFirst().text().equals(text);
  }
}
