package emu.cli.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the program asks of the JVM: the resource {@code flags}, an argument file of the java
 * command, which the launcher {@code ./emu} uses as it is.
 *
 * @param flags in the order of the file
 */
record JvmFlags(List<Flag> flags) {
  private static final String WITHOUT = "# Without: ";

  /** One flag and what it costs to run without it: a clause, or empty if it costs nothing. */
  record Flag(String word, String without) {}

  /** The flags of the program. */
  static JvmFlags ofProgram() {
    try (InputStream in = JvmFlags.class.getResourceAsStream("flags")) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own files cannot be read", e);
    }
  }

  /** Reads an argument file that has one flag a line. */
  static JvmFlags parse(String file) {
    List<Flag> flags = new ArrayList<>();
    String without = "";
    for (String line : file.lines().toList()) {
      if (line.startsWith(WITHOUT)) {
        without = line.substring(WITHOUT.length());
      } else if (line.startsWith("-")) {
        flags.add(new Flag(line, without));
      }
    }
    return new JvmFlags(List.copyOf(flags));
  }

  /** The flags as words of a command line. */
  List<String> words() {
    return flags.stream().map(Flag::word).toList();
  }

  /**
   * Those that are not among {@code given}. Who chose another collector misses none: there can be
   * one only.
   */
  JvmFlags without(Collection<String> given) {
    boolean collector = given.stream().anyMatch(JvmFlags::choosesCollector);
    return new JvmFlags(
        flags.stream()
            .filter(flag -> !given.contains(flag.word))
            .filter(flag -> !(collector && choosesCollector(flag.word)))
            .toList());
  }

  private static boolean choosesCollector(String word) {
    return word.matches("-XX:\\+Use\\w+GC");
  }

  /** The flags, and what it costs that they are missing: "FLAG FLAG (cost; cost)". */
  String costs() {
    List<Flag> costly = flags.stream().filter(flag -> !flag.without.isEmpty()).toList();
    return "%s (%s)"
        .formatted(
            costly.stream().map(Flag::word).collect(Collectors.joining(" ")),
            costly.stream().map(Flag::without).distinct().collect(Collectors.joining("; ")));
  }
}
