package emu.devices.board;

/**
 * From what the firmware tries to boot, and in which order, as QEMU's {@code -boot} says it.
 *
 * @param drives letters in the order in which they are tried, each once at the most: {@code a} the
 *     first floppy drive, {@code c} the first hard disk, {@code d} the first CD-ROM drive
 * @param menu whether the firmware asks its user
 */
public record BootOrder(String drives, boolean menu) {
  /** Hard disk, CD-ROM, floppy, without asking. */
  public static final BootOrder DEFAULT = new BootOrder("cda", false);

  /**
   * Checks the letters.
   *
   * @throws IllegalArgumentException if one is of no drive, or there twice
   */
  public BootOrder {
    boolean known = drives.chars().allMatch(letter -> "acd".indexOf(letter) >= 0);
    if (!known || drives.chars().distinct().count() != drives.length()) {
      throw new IllegalArgumentException("there is no boot order " + drives);
    }
  }
}
