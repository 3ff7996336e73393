package emu.jit.emit;

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

  /** Kind of the pending flags, {@link FlagKind#of}, and the operands. */
  static final int FLAG_KIND = 10;

  static final int FLAG_A = 11;
  static final int FLAG_B = 13;

  /** Free for an instruction: longs that hold nothing at labels. */
  static final int LINEAR = 15;

  static final int HOST = 17;
  static final int VALUE = 19;
  static final int HIGH = 21;

  /** Changed by whatever writes a register. */
  static final int SCRATCH = 23;

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
    Opcodes.LONG
  };

  private Layout() {}
}
