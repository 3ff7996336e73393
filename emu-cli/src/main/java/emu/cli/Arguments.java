package emu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Brings arguments into the one form that the parser is set to: an option and its value are two
 * words.
 */
final class Arguments {
  private Arguments() {}

  /**
   * Splits {@code --name=value} where name is an option with a value, and drops the first {@code
   * --}, which sets a guest's name apart from options.
   */
  static String[] normalise(CommandLine line, String... args) {
    List<String> words = new ArrayList<>();
    Map<String, OptionSpec> options = line.getCommandSpec().optionsMap();
    boolean isValue = false;
    boolean dropped = false;
    for (String arg : args) {
      CommandLine command = words.isEmpty() ? line.getSubcommands().get(arg) : null;
      if (command != null) {
        options = command.getCommandSpec().optionsMap();
      }
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      boolean split = !isValue && equals > 0 && takesValue(options.get(name));
      if (split) {
        words.add(name);
        words.add(arg.substring(equals + 1));
      } else if (isValue || dropped || !arg.equals("--")) {
        words.add(arg);
      } else {
        dropped = true;
      }
      isValue = !isValue && !split && takesValue(options.get(arg));
    }
    return words.toArray(String[]::new);
  }

  private static boolean takesValue(OptionSpec option) {
    return option != null && option.arity().max() > 0;
  }
}
