package emu.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** Where the guest's first serial port leads. */
public sealed interface SerialTarget {

  /** To the terminal, or whatever standard input and output are. */
  record Stdio() implements SerialTarget {}

  /**
   * Output to a file; there is no input.
   *
   * @param path the file, which is made or emptied
   */
  record File(Path path) implements SerialTarget {}

  /** Nowhere. */
  record Null() implements SerialTarget {}

  /** What picocli reads -serial with. */
  final class Converter implements ITypeConverter<SerialTarget> {
    private static final String FILE = "file:";
    private static final String CHOICES =
        """
        stdio        the terminal, or standard input and output
        mon:stdio    the same
        file:PATH    output into a file
        null         nowhere (also: none)\
        """;

    @Override
    public SerialTarget convert(String value) {
      if (value.startsWith(FILE) && value.length() > FILE.length()) {
        return new File(Path.of(value.substring(FILE.length())));
      }
      return switch (value) {
        case "stdio", "mon:stdio" -> new Stdio();
        case "null", "none" -> new Null();
        case "help" -> throw new ChoicesRequested(CHOICES);
        default ->
            throw new ChoiceException(
                "'" + value + "' is no place for a serial port: choose stdio, file:PATH or null");
      };
    }
  }
}
