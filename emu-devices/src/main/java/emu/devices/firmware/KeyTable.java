package emu.devices.firmware;

import java.util.HashMap;
import java.util.Map;

/**
 * What keys give at INT 16h on a keyboard with the layout of the United States (IBM PS/2 and PC
 * BIOS Interface Technical Reference, "Keyboard"; for the keys of the enhanced keyboard INT
 * 16h/10h).
 */
final class KeyTable {
  /** A key that gives nothing. */
  static final int NOTHING = 0;

  /** Added to the scan codes that follow E0h. */
  static final int EXTENDED = 0x100;

  /** Scan code: alone, with Shift, with Ctrl, with Alt. */
  private static final String ROWS =
      """
      01 011B 011B 011B 0100
      02 0231 0221 0000 7800
      03 0332 0340 0300 7900
      04 0433 0423 0000 7A00
      05 0534 0524 0000 7B00
      06 0635 0625 0000 7C00
      07 0736 075E 071E 7D00
      08 0837 0826 0000 7E00
      09 0938 092A 0000 7F00
      0A 0A39 0A28 0000 8000
      0B 0B30 0B29 0000 8100
      0C 0C2D 0C5F 0C1F 8200
      0D 0D3D 0D2B 0000 8300
      0E 0E08 0E08 0E7F 0E00
      0F 0F09 0F00 9400 A500
      1A 1A5B 1A7B 1A1B 1A00
      1B 1B5D 1B7D 1B1D 1B00
      1C 1C0D 1C0D 1C0A 1C00
      27 273B 273A 0000 2700
      28 2827 2822 0000 2800
      29 2960 297E 0000 2900
      2B 2B5C 2B7C 2B1C 2B00
      33 332C 333C 0000 3300
      34 342E 343E 0000 3400
      35 352F 353F 0000 3500
      37 372A 372A 9600 3700
      39 3920 3920 3920 3920
      47 4700 4737 7700 0000
      48 4800 4838 8D00 0000
      49 4900 4939 8400 0000
      4A 4A2D 4A2D 8E00 4A00
      4B 4B00 4B34 7300 0000
      4C 4C00 4C35 8F00 0000
      4D 4D00 4D36 7400 0000
      4E 4E2B 4E2B 9000 4E00
      4F 4F00 4F31 7500 0000
      50 5000 5032 9100 0000
      51 5100 5133 7600 0000
      52 5200 5230 9200 0000
      53 5300 532E 9300 0000
      56 565C 567C 0000 0000
      57 8500 8700 8900 8B00
      58 8600 8800 8A00 8C00
      11C E00D E00D E00A A600
      135 E02F E02F 9500 A400
      137 0000 0000 7200 0000
      147 47E0 47E0 77E0 9700
      148 48E0 48E0 8DE0 9800
      149 49E0 49E0 84E0 9900
      14B 4BE0 4BE0 73E0 9B00
      14D 4DE0 4DE0 74E0 9D00
      14F 4FE0 4FE0 75E0 9F00
      150 50E0 50E0 91E0 A000
      151 51E0 51E0 76E0 A100
      152 52E0 52E0 92E0 A200
      153 53E0 53E0 93E0 A300
      """;

  private static final String[] LETTERS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
  private static final int[] FIRST_LETTERS = {0x10, 0x1E, 0x2C};
  private static final int F1 = 0x3B;
  private static final int F1_SHIFT = 0x54;
  private static final int F1_CTRL = 0x5E;
  private static final int F1_ALT = 0x68;

  private static final Map<Integer, int[]> KEYS = keys();

  /** What is held down with a key. */
  enum Modifier {
    NONE,
    SHIFT,
    CTRL,
    ALT
  }

  private KeyTable() {}

  private static Map<Integer, int[]> keys() {
    Map<Integer, int[]> keys = new HashMap<>();
    ROWS.lines()
        .map(row -> row.split(" "))
        .forEach(row -> {
          int[] codes = new int[4];
          for (int i = 0; i < 4; i++) {
            codes[i] = Integer.parseInt(row[i + 1], 16);
          }
          keys.put(Integer.parseInt(row[0], 16), codes);
        });
    for (int row = 0; row < LETTERS.length; row++) {
      for (int i = 0; i < LETTERS[row].length(); i++) {
        int scan = FIRST_LETTERS[row] + i;
        int letter = LETTERS[row].charAt(i);
        int code = scan << 8;
        keys.put(scan, new int[] {code | letter, code | letter & 0x5F, code | letter & 0x1F, code});
      }
    }
    for (int i = 0; i < 10; i++) {
      int[] codes = {F1 + i << 8, F1_SHIFT + i << 8, F1_CTRL + i << 8, F1_ALT + i << 8};
      keys.put(F1 + i, codes);
    }
    return Map.copyOf(keys);
  }

  /** The key for {@code scan}, {@link #NOTHING} for none. */
  static int code(int scan, Modifier modifier) {
    int[] codes = KEYS.get(scan);
    return codes == null ? NOTHING : codes[modifier.ordinal()];
  }

  /** Whether Caps Lock changes the key. */
  static boolean isLetter(int scan) {
    int[] codes = KEYS.get(scan);
    int character = codes == null ? 0 : codes[0] & 0xFF;
    return character >= 'a' && character <= 'z';
  }

  /** Whether Num Lock changes the key. */
  static boolean isOnKeypad(int scan) {
    return scan >= 0x47 && scan <= 0x53 && scan != 0x4A && scan != 0x4E;
  }
}
