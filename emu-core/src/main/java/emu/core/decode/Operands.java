package emu.core.decode;

/** All operands there can be, made once and shared. */
final class Operands {
  private static final int NUMBERS = 16;
  private static final int WIDTHS = 128 / 8 + 1;
  private static final Operand.Kind[] KINDS = Operand.Kind.values();
  private static final Operand[] ALL = new Operand[KINDS.length * NUMBERS * WIDTHS];

  static {
    int i = 0;
    for (Operand.Kind kind : KINDS) {
      for (int number = 0; number < NUMBERS; number++) {
        for (int bytes = 0; bytes < WIDTHS; bytes++) {
          ALL[i++] = new Operand(kind, number, bytes * 8);
        }
      }
    }
  }

  private Operands() {}

  /**
   * The operand of this kind, register number (0 to 15) and width in bits (a multiple of 8 to 128).
   */
  static Operand of(Operand.Kind kind, int number, int bits) {
    return ALL[(kind.ordinal() * NUMBERS + number) * WIDTHS + (bits >>> 3)];
  }
}
