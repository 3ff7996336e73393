package emu.core.softfloat;

/** How two floating-point numbers compare. */
public final class Relation {
  /** The first is smaller. */
  public static final int LESS = -1;

  /** They are equal; zeros of either sign are. */
  public static final int EQUAL = 0;

  /** The first is larger. */
  public static final int GREATER = 1;

  /** One of them is a NaN. */
  public static final int UNORDERED = 2;

  private Relation() {}
}
