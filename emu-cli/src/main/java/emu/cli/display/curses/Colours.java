package emu.cli.display.curses;

import java.util.Map;

/** How many colours a terminal shows, and how it is told them (ECMA-48, SGR). */
enum Colours {
  /** All. */
  TRUE,
  /** The 256 of xterm: 16, a cube of 6 by 6 by 6, and 24 greys. */
  INDEXED,
  /** The 16 of the VGA's text modes. */
  BASIC;

  private static final int[] CUBE = {0x00, 0x5F, 0x87, 0xAF, 0xD7, 0xFF};
  private static final int FIRST_OF_CUBE = 16;
  private static final int FIRST_GREY = 232;
  private static final int GREYS = 24;

  /** In the terminals' order, which has red in bit 0; their owners may have chosen others. */
  private static final int[] SIXTEEN = {
    0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA,
    0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
  };

  private static final int FOREGROUND = 30;
  private static final int BACKGROUND = 40;
  private static final int BRIGHT_FOREGROUND = 90;
  private static final int BRIGHT_BACKGROUND = 100;

  /** What the terminal says of itself in the environment. */
  static Colours of(Map<String, String> environment) {
    String colours = environment.getOrDefault("COLORTERM", "");
    String type = environment.getOrDefault("TERM", "");
    if (colours.equals("truecolor") || colours.equals("24bit") || type.endsWith("-direct")) {
      return TRUE;
    }
    return type.contains("256color") ? INDEXED : BASIC;
  }

  /** Appends what sets the colour of characters to {@code rgb}, 0xRRGGBB. */
  void appendForeground(StringBuilder out, int rgb) {
    append(out.append("\033["), rgb, FOREGROUND, BRIGHT_FOREGROUND);
    out.append('m');
  }

  /** Appends what sets the colour behind characters. */
  void appendBackground(StringBuilder out, int rgb) {
    append(out.append("\033["), rgb, BACKGROUND, BRIGHT_BACKGROUND);
    out.append('m');
  }

  private void append(StringBuilder out, int rgb, int base, int brightBase) {
    switch (this) {
      case TRUE ->
          out.append(base + 8)
              .append(";2;")
              .append(rgb >> 16 & 0xFF)
              .append(';')
              .append(rgb >> 8 & 0xFF)
              .append(';')
              .append(rgb & 0xFF);
      case INDEXED -> out.append(base + 8).append(";5;").append(indexed(rgb));
      case BASIC -> {
        int index = nearest(rgb, SIXTEEN);
        out.append(index < 8 ? base + index : brightBase + index - 8);
      }
    }
  }

  private static int indexed(int rgb) {
    int red = cubeLevel(rgb >> 16 & 0xFF);
    int green = cubeLevel(rgb >> 8 & 0xFF);
    int blue = cubeLevel(rgb & 0xFF);
    int cube = CUBE[red] << 16 | CUBE[green] << 8 | CUBE[blue];
    int mean = ((rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF)) / 3;
    int step = Math.clamp((mean - 3) / 10, 0, GREYS - 1);
    int grey = (8 + 10 * step) * 0x01_01_01;
    return distance(rgb, grey) < distance(rgb, cube)
        ? FIRST_GREY + step
        : FIRST_OF_CUBE + 36 * red + 6 * green + blue;
  }

  private static int cubeLevel(int value) {
    int best = 0;
    for (int i = 1; i < CUBE.length; i++) {
      best = Math.abs(CUBE[i] - value) < Math.abs(CUBE[best] - value) ? i : best;
    }
    return best;
  }

  private static int nearest(int rgb, int[] colours) {
    int best = 0;
    for (int i = 1; i < colours.length; i++) {
      best = distance(rgb, colours[i]) < distance(rgb, colours[best]) ? i : best;
    }
    return best;
  }

  private static int distance(int one, int other) {
    int red = (one >> 16 & 0xFF) - (other >> 16 & 0xFF);
    int green = (one >> 8 & 0xFF) - (other >> 8 & 0xFF);
    int blue = (one & 0xFF) - (other & 0xFF);
    return red * red + green * green + blue * blue;
  }
}
