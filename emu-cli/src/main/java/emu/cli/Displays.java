package emu.cli;

import emu.api.keyboard.KeyboardLayout;
import emu.cli.display.Display;
import emu.cli.display.curses.CursesDisplay;
import emu.cli.display.vnc.VncAddress;
import emu.cli.display.vnc.VncDisplay;
import emu.cli.display.window.WindowDisplay;
import emu.cli.option.DisplayTarget;

/** Makes the displays that options name. */
final class Displays {
  private Displays() {}

  /** The display {@code target}, which is not started; {@code layout} is the user's keyboard's. */
  static Display create(DisplayTarget target, String layout) {
    return switch (target.type()) {
      case WINDOW -> new WindowDisplay(KeyboardLayout.of(layout));
      case VNC -> new VncDisplay(VncAddress.parse(target.address()), KeyboardLayout.of(layout));
      case CURSES -> new CursesDisplay(KeyboardLayout.of(layout));
      case NONE -> throw new IllegalArgumentException("no display");
    };
  }
}
