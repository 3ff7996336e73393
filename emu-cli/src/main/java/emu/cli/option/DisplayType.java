package emu.cli.option;

/** Where the screen is shown. */
public enum DisplayType {
  /** A window of the desktop. */
  WINDOW,
  /** The terminal. */
  CURSES,
  /** Viewers of the VNC protocol. */
  VNC,
  /** Nowhere. */
  NONE
}
