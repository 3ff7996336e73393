package emu.checks;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds sources to google-java-format. The build checks with it, and {@code mvn -N -Pformat}
 * applies it.
 */
final class SourceFormat {
  private SourceFormat() {}

  /** The text of {@code file} as it should be. */
  private static String formatted(Path file, String text) {
    try {
      return new Formatter().formatSourceAndFixImports(text);
    } catch (FormatterException e) {
      throw new IllegalArgumentException(file + " cannot be formatted: " + e.getMessage(), e);
    }
  }

  /**
   * Those of {@code files} that are not as they should be; they are rewritten if {@code apply} says
   * so.
   */
  static List<Path> unformatted(List<Path> files, boolean apply) {
    return files.parallelStream().filter(file -> differs(file, apply)).toList();
  }

  private static boolean differs(Path file, boolean apply) {
    try {
      String text = Files.readString(file);
      String formatted = formatted(file, text);
      if (formatted.equals(text)) {
        return false;
      }
      if (apply) {
        Files.writeString(file, formatted);
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Formats all sources, or those under the files and folders named. */
  public static void main(String[] paths) {
    List<Path> files = new ArrayList<>();
    for (String path : paths) {
      Project.files(Path.of(path), ".java").forEach(files::add);
    }
    unformatted(paths.length == 0 ? Project.sources() : files, true)
        .forEach(file -> System.out.println("formatted " + file));
  }
}
