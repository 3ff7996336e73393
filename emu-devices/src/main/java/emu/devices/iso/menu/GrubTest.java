package emu.devices.iso.menu;

import emu.devices.iso.IsoException;
import java.util.List;

/** The command {@code test}, also written {@code [ ... ]}. GRUB manual 2.06, "test". */
final class GrubTest {
  private final ConfigFiles files;
  private final List<String> words;
  private int at;

  private GrubTest(ConfigFiles files, List<String> words) {
    this.files = files;
    this.words = words;
  }

  /** Whether the expression {@code words} holds. */
  static boolean holds(ConfigFiles files, List<String> words) throws IsoException {
    GrubTest test = new GrubTest(files, words);
    boolean any = false;
    boolean all = test.next();
    while (test.at < words.size()) {
      String operator = words.get(test.at++);
      if (operator.equals("-o")) {
        any |= all;
        all = test.next();
      } else {
        // -a may be left out.
        test.at -= operator.equals("-a") ? 0 : 1;
        all &= test.next();
      }
    }
    return any || all;
  }

  private boolean next() throws IsoException {
    boolean negated = false;
    while (at < words.size() && words.get(at).equals("!")) {
      negated = !negated;
      at++;
    }
    if (at >= words.size()) {
      return negated;
    }
    return single() != negated;
  }

  private boolean single() throws IsoException {
    String first = words.get(at++);
    if (at + 1 < words.size()) {
      String second = words.get(at + 1);
      switch (words.get(at)) {
        case "=", "==" -> {
          at += 2;
          return first.equals(second);
        }
        case "!=" -> {
          at += 2;
          return !first.equals(second);
        }
        case "-eq", "-ne", "-lt", "-le", "-gt", "-ge" -> {
          String operator = words.get(at);
          at += 2;
          return compare(number(first), operator, number(second));
        }
        default -> {}
      }
    }
    if (at < words.size()) {
      switch (first) {
        case "-e", "-f", "-s", "-d" -> {
          return files.exists(BootPath.resolve("/", BootPath.withoutDevice(words.get(at++))));
        }
        case "-n" -> {
          return !words.get(at++).isEmpty();
        }
        case "-z" -> {
          return words.get(at++).isEmpty();
        }
        default -> {}
      }
    }
    return !first.isEmpty();
  }

  private static boolean compare(int a, String operator, int b) {
    return switch (operator) {
      case "-eq" -> a == b;
      case "-ne" -> a != b;
      case "-lt" -> a < b;
      case "-le" -> a <= b;
      case "-gt" -> a > b;
      default -> a >= b;
    };
  }

  private static int number(String text) {
    return text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }
}
