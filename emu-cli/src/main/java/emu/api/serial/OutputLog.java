package emu.api.serial;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a guest sent: the last {@value #MOST} bytes of it at least, all if it was less. One thread
 * adds; any may read.
 */
public final class OutputLog {
  /** Bytes that are kept at least. */
  public static final int MOST = 1 << 22;

  private byte[] bytes = new byte[1 << 12];
  private int length;

  /** Bytes that are gone. */
  private long dropped;

  /** Where what was not looked for yet begins, from the first byte ever sent. */
  private long mark;

  /** Adds one byte. */
  public synchronized void add(byte value) {
    if (length == bytes.length) {
      makeRoom();
    }
    bytes[length++] = value;
  }

  private void makeRoom() {
    if (length < 2 * MOST) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    } else {
      System.arraycopy(bytes, length - MOST, bytes, 0, MOST);
      dropped += length - MOST;
      length = MOST;
    }
  }

  /** All that is kept. */
  public synchronized byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** All that is kept, as UTF-8. */
  public synchronized String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** The end of it, {@code most} bytes or fewer, as UTF-8. */
  public synchronized String tail(int most) {
    int from = Math.max(0, length - most);
    return new String(bytes, from, length - from, StandardCharsets.UTF_8);
  }

  /** The last line that is not blank, without control characters; empty if there is none. */
  public String lastLine() {
    String[] lines = tail(1 << 12).split("[\r\n]+");
    for (int i = lines.length - 1; i >= 0; i--) {
      String line = lines[i].replaceAll("\\p{Cntrl}\\[[0-9;?]*[A-Za-z]|\\p{Cntrl}", "").strip();
      if (!line.isEmpty()) {
        return line;
      }
    }
    return "";
  }

  /**
   * Whether {@code matcher}, which is new, finds its text in what nobody looked for yet; what
   * follows is for it to see as it comes.
   */
  public synchronized boolean catchUp(TextMatcher matcher) {
    for (int i = (int) Math.max(0, mark - dropped); i < length; i++) {
      if (matcher.accept(bytes[i])) {
        mark = dropped + i + 1;
        return true;
      }
    }
    return false;
  }

  /** Counts all that was sent so far as looked at. */
  public synchronized void markSeen() {
    mark = dropped + length;
  }
}
