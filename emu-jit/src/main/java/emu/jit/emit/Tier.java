package emu.jit.emit;

/** For which of HotSpot's compilers a translation is made. */
public enum Tier {
  /** C1: quickly compiled. */
  QUICK("emu/jit/emit/Quick$Code"),

  /** C2, for what has proved hot; entered only where it was. */
  OPTIMISED("emu/jit/emit/Optimised$Code");

  /** Internal name of its classes, by which HotSpot's directives know them. */
  final String className;

  private static final Tier[] TIERS = values();

  /** That of {@code ordinal}, the higher the faster. */
  public static Tier of(int ordinal) {
    return TIERS[ordinal];
  }

  Tier(String className) {
    this.className = className;
  }
}
