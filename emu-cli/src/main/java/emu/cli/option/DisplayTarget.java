package emu.cli.option;

import picocli.CommandLine.ITypeConverter;

/**
 * Where the screen is shown.
 *
 * @param address what {@code -vnc} takes; empty for other displays
 */
public record DisplayTarget(DisplayType type, String address) {
  /** Nowhere. */
  public static final DisplayTarget NONE = new DisplayTarget(DisplayType.NONE, "");

  /** What picocli reads -display with. */
  public static final class Converter implements ITypeConverter<DisplayTarget> {
    private static final String VNC = "vnc=";
    private static final String CHOICES =
        """
        window       a window of the desktop
        curses       the terminal
        vnc=:N       viewers of the VNC protocol (also: -vnc :N)
        none         nowhere\
        """;

    @Override
    public DisplayTarget convert(String value) {
      if (value.startsWith(VNC) && value.length() > VNC.length()) {
        return new DisplayTarget(DisplayType.VNC, value.substring(VNC.length()));
      }
      return switch (value) {
        case "window" -> new DisplayTarget(DisplayType.WINDOW, "");
        case "curses" -> new DisplayTarget(DisplayType.CURSES, "");
        case "vnc" -> new DisplayTarget(DisplayType.VNC, ":0");
        case "none" -> NONE;
        case "help" -> throw new ChoicesRequested(CHOICES);
        default ->
            throw new ChoiceException(
                "there is no display '%s': choose from window, curses, vnc=:N, none"
                    .formatted(value));
      };
    }
  }
}
