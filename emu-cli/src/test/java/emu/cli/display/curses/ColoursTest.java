package emu.cli.display.curses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ColoursTest {

  private static String sgr(Colours colours, int foreground, int background) {
    StringBuilder out = new StringBuilder();
    colours.appendForeground(out, foreground);
    colours.appendBackground(out, background);
    return out.toString().replace("\033", "");
  }

  @Test
  void theTerminalSaysHowManyThereAre() {
    assertEquals(Colours.TRUE, Colours.of(Map.of("COLORTERM", "truecolor", "TERM", "xterm")));
    assertEquals(Colours.TRUE, Colours.of(Map.of("TERM", "xterm-direct")));
    assertEquals(Colours.INDEXED, Colours.of(Map.of("TERM", "screen-256color")));
    assertEquals(Colours.BASIC, Colours.of(Map.of("TERM", "linux")));
    assertEquals(Colours.BASIC, Colours.of(Map.of()));
  }

  @Test
  void eachSetsBothColours() {
    assertEquals("[38;2;18;52;86m[48;2;255;0;1m", sgr(Colours.TRUE, 0x123456, 0xFF0001));
    assertEquals("[38;5;231m[48;5;16m", sgr(Colours.INDEXED, 0xFFFFFF, 0x000000));
    assertEquals("[38;5;196m[48;5;244m", sgr(Colours.INDEXED, 0xFF0000, 0x808080));
    assertEquals("[37m[44m", sgr(Colours.BASIC, 0xAAAAAA, 0x0000AA));
    assertEquals("[93m[103m", sgr(Colours.BASIC, 0xFFFF55, 0xFFFF60));
  }
}
