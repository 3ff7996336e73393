package emu.api.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextMatcherTest {
  private static boolean feed(TextMatcher matcher, String text) {
    boolean found = false;
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      found |= matcher.accept(value);
    }
    return found;
  }

  @Test
  void findsATextThatComesInPieces() {
    TextMatcher matcher = new TextMatcher("Select a language");
    assertFalse(feed(matcher, "boot\r\nSelect a Select "));
    assertFalse(feed(matcher, "a lang"));
    assertTrue(feed(matcher, "uage"));
  }

  @Test
  void findsTextOutsideAscii() {
    assertTrue(feed(new TextMatcher("Français"), "Deutsch Français"));
  }

  @Test
  void refusesTheEmptyText() {
    assertThrows(IllegalArgumentException.class, () -> new TextMatcher(""));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithStringsAtEveryPosition(long seed) {
    Random random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      String text = letters(random, 1 + random.nextInt(6));
      String stream = letters(random, 40);
      TextMatcher matcher = new TextMatcher(text);
      for (int i = 0; i < stream.length(); i++) {
        assertEquals(
            stream.substring(0, i + 1).endsWith(text),
            matcher.accept((byte) stream.charAt(i)),
            () -> "seed " + seed + ": " + text + " in " + stream);
      }
    }
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(2)));
    }
    return text.toString();
  }
}
