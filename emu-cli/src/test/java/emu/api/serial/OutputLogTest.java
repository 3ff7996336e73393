package emu.api.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputLogTest {
  private final OutputLog log = new OutputLog();

  private void add(String text) {
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      log.add(value);
    }
  }

  @Test
  void theLastLineIsTheLastWithLetters() {
    assertEquals("", log.lastLine());
    add("first\r\n\033[31msecond\033[0m \tline\u0007\r\n \r\n");
    assertEquals("second line", log.lastLine());
    assertEquals("line\u0007\r\n \r\n", log.tail(10));
  }

  @Test
  void aGuestThatNeverStopsSendingTakesNoMoreMemory() {
    add("start");
    for (int i = 0; i < 3 * OutputLog.MOST; i++) {
      log.add((byte) 'x');
    }
    add("end");
    int kept = log.toBytes().length;
    assertTrue(kept >= OutputLog.MOST && kept <= 2 * OutputLog.MOST, "kept " + kept);
    assertTrue(log.text().endsWith("xend"));
    assertFalse(log.text().contains("start"));
  }

  @Test
  void whatWasSeenIsNotFoundAgainThoughMuchIsForgotten() {
    add("marker");
    assertTrue(log.catchUp(new TextMatcher("marker")));
    assertFalse(log.catchUp(new TextMatcher("marker")));
    for (int i = 0; i < 2 * OutputLog.MOST; i++) {
      log.add((byte) 'x');
    }
    add("marker");
    assertTrue(log.catchUp(new TextMatcher("marker")));
    add("marker");
    log.markSeen();
    assertFalse(log.catchUp(new TextMatcher("marker")));
  }
}
