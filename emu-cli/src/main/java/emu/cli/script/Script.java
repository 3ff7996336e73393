package emu.cli.script;

import emu.api.MachineException;
import emu.api.keyboard.KeyNames;
import emu.cli.option.ChoiceException;
import emu.cli.option.ChoicesRequested;
import emu.devices.keyboard.Key;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;

/**
 * What is to be done in a user's place, one step after the other.
 *
 * @param steps the steps
 */
public record Script(List<Step> steps) {
  /** Nothing to do. */
  public static final Script EMPTY = new Script(List.of());

  /** Copies the list. */
  public Script {
    steps = List.copyOf(steps);
  }

  /** The same, and the run ends when the screen shows {@code text} after that. */
  public Script thenUntil(String text) {
    List<Step> all = new ArrayList<>(steps);
    all.add(new Step.Await(text));
    all.add(new Step.End());
    return new Script(all);
  }

  /** What picocli reads --keys with. */
  public static final class Converter implements ITypeConverter<Script> {
    private static final String CHOICES =
        """
        KEY[-KEY...]      press keys, by the names of QEMU's sendkey: enter, down, ctrl-alt-f2
        type:TEXT         type a text
        wait:TEXT         wait until the screen or the serial port shows TEXT
        still:MS          wait until the picture has not changed for MS milliseconds
        pause:MS          let MS milliseconds of the guest's time pass
        screendump:FILE   write a picture of the screen
        Steps are parted by semicolons; \\; is one in a text, and \\\\ a backslash.\
        """;
    private static final int MOST_MILLISECONDS = 1_000_000_000;

    @Override
    public Script convert(String value) {
      if (value.equals("help")) {
        throw new ChoicesRequested(CHOICES);
      }
      List<Step> steps = new ArrayList<>();
      for (String word : split(value)) {
        if (!word.isBlank()) {
          steps.add(step(word));
        }
      }
      return new Script(steps);
    }

    private static Step step(String word) {
      int colon = word.indexOf(':');
      String name = colon < 0 ? "" : word.substring(0, colon).strip();
      String text = word.substring(colon + 1);
      if (colon >= 0 && text.isEmpty()) {
        throw new ChoiceException("--keys: nothing follows '%s'".formatted(word));
      }
      return switch (name) {
        case "" -> new Step.Press(keys(word));
        case "type" -> new Step.Type(text);
        case "wait" -> new Step.Await(text);
        case "pause" -> new Step.Pause(nanoseconds(word, text));
        case "still" -> new Step.Still(nanoseconds(word, text));
        case "screendump" -> new Step.Screendump(Path.of(text));
        default ->
            throw new ChoiceException(
                "--keys does not know '%s:': help lists what there is".formatted(name));
      };
    }

    private static List<Key> keys(String word) {
      try {
        return KeyNames.parse(word);
      } catch (MachineException e) {
        throw new ChoiceException(e.getMessage());
      }
    }

    private static long nanoseconds(String word, String text) {
      if (!text.matches("\\d{1,10}") || Long.parseLong(text) > MOST_MILLISECONDS) {
        throw new ChoiceException(
            "--keys: '%s' needs a number of milliseconds, as in pause:500".formatted(word));
      }
      return Long.parseLong(text) * 1_000_000;
    }

    private static List<String> split(String value) {
      List<String> words = new ArrayList<>();
      StringBuilder word = new StringBuilder();
      for (int i = 0; i < value.length(); i++) {
        char next = value.charAt(i);
        if (next == ';') {
          words.add(word.toString());
          word.setLength(0);
        } else {
          boolean escaped =
              next == '\\' && i + 1 < value.length() && "\\;".indexOf(value.charAt(i + 1)) >= 0;
          i += escaped ? 1 : 0;
          word.append(value.charAt(i));
        }
      }
      words.add(word.toString());
      return words;
    }
  }
}
