package emu.cli.option;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;

/**
 * A value of an option that has a fixed set of them, each with a name and one line that explains
 * it.
 */
public interface Choice {

  /** The word on the command line. */
  String word();

  /** What it means, in a few words. */
  String meaning();

  /**
   * Reads an option whose values are the constants of one enum; {@code help} lists them.
   *
   * @param <E> the enum
   */
  abstract class Converter<E extends Enum<E> & Choice> implements ITypeConverter<E> {
    private final String what;
    private final List<E> choices;

    /** Creates a converter; {@code what} names the kind of value, as in "engine". */
    protected Converter(String what, Class<E> type) {
      this.what = what;
      this.choices = Arrays.asList(type.getEnumConstants());
    }

    @Override
    public E convert(String value) {
      if (value.equals("help")) {
        throw new ChoicesRequested(
            choices.stream()
                .map(choice -> "%-12s %s".formatted(choice.word(), choice.meaning()))
                .collect(Collectors.joining(System.lineSeparator())));
      }
      for (E choice : choices) {
        if (choice.word().equals(value)) {
          return choice;
        }
      }
      String words = choices.stream().map(Choice::word).collect(Collectors.joining(", "));
      throw new ChoiceException(
          "there is no %s '%s': choose from %s".formatted(what, value, words));
    }
  }
}
