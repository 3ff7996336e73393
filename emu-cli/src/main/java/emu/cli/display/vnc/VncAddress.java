package emu.cli.display.vnc;

import emu.cli.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where viewers may come in, and whether they must know a password.
 *
 * @param host a name or number of this host's; it is loopback unless the user says otherwise
 * @param display number of the display; the port is 5900 above
 * @param password what viewers must know; of a longer one only the first 8 bytes count
 */
public record VncAddress(String host, int display, Optional<String> password) {
  private static final int FIRST_PORT = 5900;

  /** The display whose port is 0, for which the system takes one that is free. */
  static final int ANY_PORT = -FIRST_PORT;

  private static final int LAST_DISPLAY = 0xFFFF - FIRST_PORT;
  private static final String LOOPBACK = "127.0.0.1";
  private static final String REMEDY =
      ": write [HOST]:N, where N is 0 or more and port 5900+N is used, as in -vnc :1";
  private static final Pattern ADDRESS = Pattern.compile("(\\[[^\\]]*\\]|[^:\\[\\]]*):(\\d{1,5})");

  /**
   * Reads {@code [HOST]:N[,password=TEXT][,password-file=FILE]}.
   *
   * @throws UserException if it is written differently, or the file cannot be read
   */
  public static VncAddress parse(String text) {
    String[] parts = text.split(",", -1);
    Matcher matcher = ADDRESS.matcher(parts[0]);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > LAST_DISPLAY) {
      throw new UserException("'%s' is no address for VNC%s".formatted(parts[0], REMEDY));
    }
    String host = matcher.group(1).replaceAll("[\\[\\]]", "");
    Optional<String> password = Optional.empty();
    for (int i = 1; i < parts.length; i++) {
      password = Optional.of(password(parts[i]));
    }
    return new VncAddress(
        host.isEmpty() ? LOOPBACK : host, Integer.parseInt(matcher.group(2)), password);
  }

  private static String password(String option) {
    String[] words = option.split("=", 2);
    String value = words.length == 2 ? words[1] : "";
    String password =
        switch (words[0]) {
          case "password" -> value;
          case "password-file" -> firstLine(value);
          default ->
              throw new UserException(
                  "VNC has no option '%s': password=TEXT and password-file=FILE are what there is"
                      .formatted(words[0]));
        };
    if (password.isEmpty() || option.equals("password=on") || option.equals("password=off")) {
      throw new UserException(
          "there is no password in '%s': write password=TEXT, or password-file=FILE for one in the"
                  .formatted(option)
              + " first line of a file");
    }
    return password;
  }

  private static String firstLine(String file) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines.findFirst().orElse("");
    } catch (IOException | RuntimeException e) {
      throw new UserException(
          "the password file '%s' cannot be read: check that it is there and is text"
              .formatted(file),
          e);
    }
  }

  /** The port of TCP. */
  public int port() {
    return FIRST_PORT + display;
  }
}
