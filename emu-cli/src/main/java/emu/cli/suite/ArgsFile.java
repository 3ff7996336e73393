package emu.cli.suite;

import emu.cli.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with options for one kernel: words as on a command line, over several lines if you like.
 * Quotes, single or double, keep a word with spaces together; a line that starts with # is a
 * comment.
 */
public final class ArgsFile {
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");
  private static final Pattern QUOTES = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
  private static final long MOST_BYTES = 1 << 16;

  private ArgsFile() {}

  /**
   * The words in {@code file}.
   *
   * @throws UserException if it cannot be read, or a quote has no end
   */
  public static List<String> read(Path file) {
    return lines(file).stream()
        .filter(line -> !line.stripLeading().startsWith("#"))
        .flatMap(line -> words(line, file).stream())
        .toList();
  }

  /**
   * The lines of a small text file.
   *
   * @throws UserException if it cannot be read
   */
  public static List<String> lines(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UserException("%s is larger than 64 KiB: shorten it".formatted(file));
      }
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UserException(
          "cannot read %s: check that it is a text file and may be read".formatted(file), e);
    }
  }

  private static List<String> words(String line, Path file) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    int end = 0;
    while (matcher.find()) {
      checkBlank(line.substring(end, matcher.start()), file);
      words.add(QUOTES.matcher(matcher.group()).replaceAll(ArgsFile::inside));
      end = matcher.end();
    }
    checkBlank(line.substring(end), file);
    return words;
  }

  private static String inside(java.util.regex.MatchResult quoted) {
    String text = quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
    return Matcher.quoteReplacement(text);
  }

  private static void checkBlank(String between, Path file) {
    if (!between.isBlank()) {
      throw new UserException("%s: a quote has no end: close it".formatted(file));
    }
  }
}
