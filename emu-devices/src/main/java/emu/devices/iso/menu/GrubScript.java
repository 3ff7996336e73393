package emu.devices.iso.menu;

import emu.devices.iso.IsoException;
import emu.devices.iso.menu.GrubCommand.For;
import emu.devices.iso.menu.GrubCommand.Function;
import emu.devices.iso.menu.GrubCommand.If;
import emu.devices.iso.menu.GrubCommand.Simple;
import emu.devices.iso.menu.GrubCommand.While;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs GRUB scripts as far as menus depend on it: variables, conditions, loops, functions, other
 * scripts. What a command does beyond that is left to {@link Commands}. GRUB manual 2.06,
 * "Shell-like scripting".
 */
final class GrubScript {
  /** The commands that are not of the language. */
  interface Commands {
    /**
     * Runs a command.
     *
     * @param words its name and arguments
     * @param block what stands in braces after them
     * @return whether it succeeded
     */
    boolean run(List<String> words, List<GrubCommand> block, GrubEnvironment environment)
        throws IsoException;
  }

  private final ConfigFiles files;
  private final Budget budget;
  private final Map<String, List<GrubCommand>> functions = new HashMap<>();

  GrubScript(ConfigFiles files, Budget budget) {
    this.files = files;
    this.budget = budget;
  }

  /** Runs the file at {@code path}; false if there is none. */
  boolean source(String path, GrubEnvironment environment, Commands commands) throws IsoException {
    Optional<String> text = files.text(path);
    if (text.isEmpty()) {
      return false;
    }
    budget.enterFile(path);
    boolean status = run(GrubParser.parse(text.get(), budget), environment, commands);
    budget.leaveFile();
    return status;
  }

  /** Runs {@code block}; whether its last command succeeded. */
  boolean run(List<GrubCommand> block, GrubEnvironment environment, Commands commands)
      throws IsoException {
    boolean status = true;
    for (GrubCommand command : block) {
      budget.step();
      status =
          switch (command) {
            case Simple simple -> simple(simple, environment, commands);
            case If choice -> choice(choice, environment, commands);
            case While loop -> loop(loop, environment, commands);
            case For loop -> loop(loop, environment, commands);
            case Function function -> define(function, environment);
          };
    }
    return status;
  }

  private boolean define(Function function, GrubEnvironment environment) throws IsoException {
    List<String> name = environment.expand(List.of(function.name()));
    name.forEach(word -> functions.put(word, function.body()));
    return true;
  }

  private boolean choice(If choice, GrubEnvironment environment, Commands commands)
      throws IsoException {
    for (int i = 0; i < choice.conditions().size(); i++) {
      if (run(choice.conditions().get(i), environment, commands)) {
        return run(choice.bodies().get(i), environment, commands);
      }
    }
    boolean hasElse = choice.bodies().size() > choice.conditions().size();
    return !hasElse || run(choice.bodies().getLast(), environment, commands);
  }

  private boolean loop(While loop, GrubEnvironment environment, Commands commands)
      throws IsoException {
    boolean status = true;
    if (loop.condition().isEmpty()) {
      return true;
    }
    while (run(loop.condition(), environment, commands) != loop.negated()) {
      budget.step();
      status = run(loop.body(), environment, commands);
    }
    return status;
  }

  private boolean loop(For loop, GrubEnvironment environment, Commands commands)
      throws IsoException {
    boolean status = true;
    List<String> name = environment.expand(List.of(loop.variable()));
    for (String value : environment.expand(loop.words())) {
      budget.step();
      if (!name.isEmpty()) {
        environment.set(name.getFirst(), value);
      }
      status = run(loop.body(), environment, commands);
    }
    return status;
  }

  private boolean simple(Simple command, GrubEnvironment environment, Commands commands)
      throws IsoException {
    List<String> words = environment.expand(command.words());
    if (words.isEmpty()) {
      return true;
    }
    List<String> arguments = words.subList(1, words.size());
    List<GrubCommand> function = functions.get(words.getFirst());
    if (function != null) {
      budget.enterFile(words.getFirst());
      for (int i = 0; i < arguments.size(); i++) {
        environment.set(Integer.toString(i + 1), arguments.get(i));
      }
      boolean status = run(function, environment, commands);
      budget.leaveFile();
      return status;
    }
    return switch (words.getFirst()) {
      case "set" -> set(arguments, environment);
      case "unset" -> {
        arguments.forEach(environment::unset);
        yield true;
      }
      case "!" -> !commands.run(arguments, command.block(), environment);
      case "true" -> true;
      case "false" -> false;
      case "test" -> GrubTest.holds(files, arguments);
      case "[" ->
          GrubTest.holds(
              files,
              arguments.isEmpty() || !arguments.getLast().equals("]")
                  ? arguments
                  : arguments.subList(0, arguments.size() - 1));
      case "source", "." ->
          !arguments.isEmpty() && source(path(arguments.getFirst()), environment, commands);
      default ->
          isAssignment(words.getFirst())
              ? set(words, environment)
              : commands.run(words, command.block(), environment);
    };
  }

  private static boolean set(List<String> words, GrubEnvironment environment) throws IsoException {
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        environment.set(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return true;
  }

  private static boolean isAssignment(String word) {
    return word.matches("(?s)[A-Za-z_][A-Za-z0-9_]*=.*");
  }

  /** The absolute path that GRUB means by {@code word}. */
  static String path(String word) {
    return BootPath.resolve("/", BootPath.withoutDevice(word));
  }
}
