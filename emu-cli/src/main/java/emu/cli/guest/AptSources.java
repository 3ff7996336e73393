package emu.cli.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads which archives the host's apt uses, in both of apt's forms, see sources.list(5). Only those
 * count that hold whole releases with a component main: no security, updates or backports.
 */
final class AptSources {
  private static final Pattern ONE_LINE =
      Pattern.compile("deb\\s+(?:\\[([^]]*)]\\s*)?(\\S+)\\s+(\\S+)\\s+(.+)");
  private static final Set<String> TRUST_FIELDS =
      Set.of("signed-by", "trusted", "check-valid-until");

  private AptSources() {}

  /** The archives named below {@code etcApt}, which is /etc/apt, in apt's order, each once. */
  static List<AptArchive> read(Path etcApt) throws IOException {
    Set<AptArchive> archives = new LinkedHashSet<>();
    Path main = etcApt.resolve("sources.list");
    if (Files.isReadable(main)) {
      archives.addAll(parseList(Files.readString(main)));
    }
    Path parts = etcApt.resolve("sources.list.d");
    if (Files.isDirectory(parts)) {
      try (Stream<Path> files = Files.list(parts)) {
        for (Path file : files.filter(Files::isReadable).sorted().toList()) {
          archives.addAll(parse(file));
        }
      }
    }
    return List.copyOf(archives);
  }

  private static List<AptArchive> parse(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".list")) {
      return parseList(Files.readString(file));
    }
    return name.endsWith(".sources") ? parseDeb822(Files.readString(file)) : List.of();
  }

  /** Reads the one-line form: {@code deb [signed-by=KEYRING] URI SUITE COMPONENT...}. */
  static List<AptArchive> parseList(String text) {
    List<AptArchive> archives = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = ONE_LINE.matcher(withoutComment(line).strip());
      if (matcher.matches() && isWholeRelease(matcher.group(3)) && hasMain(matcher.group(4))) {
        addArchives(archives, matcher.group(2), trustOfOptions(matcher.group(1)));
      }
    }
    return archives;
  }

  /** Reads the form of stanzas with fields. */
  static List<AptArchive> parseDeb822(String text) {
    List<AptArchive> archives = new ArrayList<>();
    for (Map<String, String> stanza : stanzas(text)) {
      boolean enabled = !stanza.getOrDefault("enabled", "yes").strip().equalsIgnoreCase("no");
      boolean binary = words(stanza.get("types")).contains("deb");
      boolean release = words(stanza.get("suites")).stream().anyMatch(AptSources::isWholeRelease);
      if (enabled && binary && release && hasMain(stanza.getOrDefault("components", ""))) {
        Map<String, String> trust = new TreeMap<>(stanza);
        trust.keySet().retainAll(TRUST_FIELDS);
        addArchives(archives, stanza.getOrDefault("uris", ""), trust);
      }
    }
    return archives;
  }

  private static List<Map<String, String>> stanzas(String text) {
    List<Map<String, String>> stanzas = new ArrayList<>();
    Map<String, String> stanza = new LinkedHashMap<>();
    String field = "";
    for (String line : text.lines().toList()) {
      if (line.isBlank()) {
        stanzas.add(stanza);
        stanza = new LinkedHashMap<>();
      } else if (Character.isWhitespace(line.charAt(0))) {
        // Kept with its line break: a key may be written out in the field Signed-By.
        stanza.computeIfPresent(field, (name, value) -> value + "\n" + line);
      } else if (!line.startsWith("#") && line.indexOf(':') > 0) {
        int colon = line.indexOf(':');
        field = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        stanza.put(field, line.substring(colon + 1).strip());
      }
    }
    stanzas.add(stanza);
    return stanzas;
  }

  private static Map<String, String> trustOfOptions(String options) {
    Map<String, String> trust = new TreeMap<>();
    for (String option : words(options)) {
      int equals = option.indexOf('=');
      String name = option.substring(0, Math.max(equals, 0)).toLowerCase(Locale.ROOT);
      if (TRUST_FIELDS.contains(name)) {
        trust.put(name, option.substring(equals + 1).replace(',', ' '));
      }
    }
    return trust;
  }

  private static void addArchives(
      List<AptArchive> archives, String uris, Map<String, String> trust) {
    for (String uri : words(uris)) {
      if (!uri.startsWith("cdrom:")) {
        archives.add(new AptArchive(uri, trust));
      }
    }
  }

  private static boolean isWholeRelease(String suite) {
    // A suite that ends with a slash is a flat repository, which has no components.
    return !suite.endsWith("/") && !suite.matches(".*[-/](security|updates|backports|proposed).*");
  }

  private static boolean hasMain(String components) {
    return words(components).contains("main");
  }

  private static List<String> words(String text) {
    return text == null || text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\\s+"));
  }

  private static String withoutComment(String line) {
    int hash = line.indexOf('#');
    return hash < 0 ? line : line.substring(0, hash);
  }
}
