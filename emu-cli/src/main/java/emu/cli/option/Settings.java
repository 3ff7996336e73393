package emu.cli.option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of an option, as QEMU writes them: {@code name=value,name=value}; a comma inside a
 * value is doubled. They are taken out one by one, and what is left was not understood.
 */
final class Settings {
  private final String option;
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Reads {@code text}.
   *
   * @param option the option's name, for complaints
   * @param unnamed the name of a first value that stands alone
   */
  Settings(String option, String text, String unnamed) {
    this.option = option;
    boolean first = true;
    for (String part : split(text)) {
      int equals = part.indexOf('=');
      boolean alone = equals < 0 && first && unnamed != null;
      String name = alone ? unnamed : equals < 0 ? part : part.substring(0, equals);
      String value = alone ? part : equals < 0 ? "on" : part.substring(equals + 1);
      if (values.put(name, value) != null) {
        throw new ChoiceException("%s '%s': %s is there twice".formatted(option, text, name));
      }
      first = false;
    }
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean comma = text.charAt(i) == ',';
      if (comma && (i + 1 == text.length() || text.charAt(i + 1) != ',')) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(text.charAt(i));
        i += comma ? 1 : 0;
      }
    }
    if (!part.isEmpty()) {
      parts.add(part.toString());
    }
    return parts;
  }

  /** Takes out the setting {@code name}; {@code otherwise} if it is not there. */
  String take(String name, String otherwise) {
    String value = values.remove(name);
    return value == null ? otherwise : value;
  }

  /** The same for one that is on or off. */
  boolean takeSwitch(String name, boolean otherwise) {
    String value = take(name, otherwise ? "on" : "off");
    return switch (value) {
      case "on", "yes", "true" -> true;
      case "off", "no", "false" -> false;
      default ->
          throw new ChoiceException("%s: %s=%s is not on or off".formatted(option, name, value));
    };
  }

  /** The same for a number from 0 to {@code most}. */
  int takeNumber(String name, int otherwise, int most) {
    String value = values.remove(name);
    if (value == null) {
      return otherwise;
    }
    if (value.matches("\\d{1,6}|0[xX][0-9a-fA-F]{1,6}")) {
      boolean hex = value.length() > 1 && value.toLowerCase(Locale.ROOT).charAt(1) == 'x';
      int number = hex ? Integer.parseInt(value, 2, value.length(), 16) : Integer.parseInt(value);
      if (number <= most) {
        return number;
      }
    }
    throw new ChoiceException(
        "%s: %s=%s is not a number from 0 to %d".formatted(option, name, value, most));
  }

  /** Complains if there is a setting that nobody took; {@code known} lists those there are. */
  void end(String known) {
    if (!values.isEmpty()) {
      String name = values.keySet().iterator().next();
      throw new ChoiceException(
          "%s does not know '%s': it takes %s".formatted(option, name, known));
    }
  }
}
