package emu.devices.keyboard;

/**
 * The mouse moves, its wheel turns or its buttons change.
 *
 * @param dx counts to the right
 * @param dy counts downwards
 * @param wheel steps towards the user
 * @param buttons the buttons that are down now: {@link #LEFT}, {@link #RIGHT}, {@link #MIDDLE},
 *     {@link #SIDE}, {@link #EXTRA}
 */
public record MouseEvent(int dx, int dy, int wheel, int buttons) {
  public static final int LEFT = 1;
  public static final int RIGHT = 2;
  public static final int MIDDLE = 4;
  public static final int SIDE = 8;
  public static final int EXTRA = 16;
}
