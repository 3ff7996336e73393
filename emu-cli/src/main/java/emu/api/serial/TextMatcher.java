package emu.api.serial;

import java.nio.charset.StandardCharsets;

/** Looks for a text in a stream of bytes, by the algorithm of Knuth, Morris and Pratt. */
public final class TextMatcher {
  private final byte[] text;
  // Length of the longest proper prefix of the text that also ends its first i bytes.
  private final int[] border;
  private int matched;

  /** Looks for {@code text} as UTF-8; it is not empty. */
  public TextMatcher(String text) {
    this.text = text.getBytes(StandardCharsets.UTF_8);
    if (this.text.length == 0) {
      throw new IllegalArgumentException("empty text");
    }
    this.border = borders(this.text);
  }

  /** Takes the next byte; true if the text ends with it. */
  public boolean accept(byte next) {
    if (matched == text.length) {
      matched = border[matched];
    }
    while (matched > 0 && text[matched] != next) {
      matched = border[matched];
    }
    if (text[matched] == next) {
      matched++;
    }
    return matched == text.length;
  }

  private static int[] borders(byte[] text) {
    int[] border = new int[text.length + 1];
    int length = 0;
    for (int i = 1; i < text.length; i++) {
      while (length > 0 && text[length] != text[i]) {
        length = border[length];
      }
      if (text[length] == text[i]) {
        length++;
      }
      border[i + 1] = length;
    }
    return border;
  }
}
