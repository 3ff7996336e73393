package emu.jit.emit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** Local variables of a translation's method. */
final class Layout {
  static final int CPU = 1;
  static final int REGISTERS = 2;
  static final int MMU = 3;

  /** RIP of the start of the page, a long. */
  static final int PAGE = 4;

  /** Which entry, an int. */
  static final int ENTRY = 6;

  /** How many instructions may still retire; the running block is counted already. An int. */
  static final int LEFT = 7;

  /** What the instruction count will be when nothing is left. A long. */
  static final int END = 8;

  /** What flags are pending, see {@link FlagKind}, and the operands. */
  static final int FLAG_KIND = 10;

  static final int FLAG_A = 11;
  static final int FLAG_B = 13;

  /** CF in bit 63, for kinds that take it or leave it; the result, if a rotation came last. */
  static final int FLAG_C = 15;

  /** Free for an instruction: longs that hold nothing at labels. */
  static final int LINEAR = 17;

  static final int HOST = 19;
  static final int VALUE = 21;
  static final int HIGH = 23;

  /** Changed by whatever writes a register. */
  static final int SCRATCH = 25;

  /** Types of the locals at every label. */
  static final Object[] FRAME = {
    Opcodes.TOP,
    Names.CPU,
    "[J",
    Names.MMU,
    Opcodes.LONG,
    Opcodes.INTEGER,
    Opcodes.INTEGER,
    Opcodes.LONG,
    Opcodes.INTEGER,
    Opcodes.LONG,
    Opcodes.LONG,
    Opcodes.LONG
  };

  /** The first of the general registers, if they are in local variables. */
  private static final int FIRST_REGISTER = SCRATCH + 2;

  private Layout() {}

  /** Where general register {@code number} is, if it is in a local variable. */
  static int register(int number) {
    return FIRST_REGISTER + 2 * number;
  }

  /** {@link #FRAME} and the registers whose bits are set in {@code held}. */
  static Object[] frame(int held) {
    if (held == 0) {
      return FRAME; // A frame may not be longer than the local variables that are used.
    }
    List<Object> types = new ArrayList<>(Arrays.asList(FRAME));
    types.addAll(Collections.nCopies(FIRST_REGISTER - LINEAR, Opcodes.TOP));
    for (int rest = held; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        types.add(Opcodes.LONG);
      } else {
        types.addAll(List.of(Opcodes.TOP, Opcodes.TOP));
      }
    }
    return types.toArray();
  }
}
