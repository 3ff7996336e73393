package emu.core.decode;

import java.util.List;

/** A row of the opcode table, made ready for decoding. */
final class Form {
  /** Undefined bytes. */
  static final Form UNDEFINED = new Form(OpcodeTable.UNDEFINED);

  final OpcodeRow row;
  final OperandCode[] operands;

  /** The row's place in the opcode maps. */
  final Encoding encoding;

  final boolean lock;
  final boolean default64;
  final boolean forced64;

  /** The r/m must be memory. */
  final boolean memoryOnly;

  /** The r/m must be a register. */
  final boolean registerOnly;

  /**
   * The row takes part in choosing by operand or address size: such rows come as {@link #bySize}.
   */
  final boolean sized;

  /**
   * A ModRM byte whose mod is not 3 names memory; MOV of control and debug registers does not look
   * at mod.
   */
  final boolean hasMemory;

  /** With REX.B these bytes are another instruction (NOP is XCHG R8, RAX); or null. */
  Form withRexB;

  /**
   * Forms by operand size (16, 32, 64) plus three times address size; or null if the sizes do not
   * choose.
   */
  Form[] bySize;

  Form(OpcodeRow row) {
    this.row = row;
    encoding = row.encoding().isEmpty() ? null : Encoding.of(row.encoding());
    List<String> codes = row.operands();
    operands = new OperandCode[codes.size()];
    boolean ignoresMod = false;
    for (int i = 0; i < operands.length; i++) {
      operands[i] = OperandCode.of(codes.get(i));
      ignoresMod |= codes.get(i).equals("Rn");
    }
    hasMemory = encoding != null && hasModRm() && !ignoresMod;
    lock = row.is("lock");
    default64 = row.is("d64");
    forced64 = row.is("f64");
    memoryOnly = row.is("mem");
    registerOnly = row.is("reg");
    sized =
        row.is("os16")
            || row.is("os32")
            || row.is("os64")
            || row.is("as16")
            || row.is("as32")
            || row.is("as64");
  }

  /** A form that stands for others, to be chosen by operand and address size. */
  Form(Form first) {
    this(first.row);
    bySize = new Form[9];
  }

  /** Whether it is for these sizes. */
  boolean fits(int operandSize, int addressSize) {
    return fits("os", operandSize) && fits("as", addressSize);
  }

  private boolean fits(String kind, int size) {
    boolean restricted = row.is(kind + 16) || row.is(kind + 32) || row.is(kind + 64);
    return !restricted || row.is(kind + size);
  }

  /** Index into {@link #bySize}. */
  static int sizeIndex(int operandSize, int addressSize) {
    return (operandSize >>> 5) + 3 * (addressSize >>> 5);
  }

  /** Whether a ModRM byte follows the opcode. */
  boolean hasModRm() {
    if (encoding.digit() >= 0 || encoding.modRm() >= 0) {
      return true;
    }
    for (OperandCode operand : operands) {
      if (operand.needsModRm()) {
        return true;
      }
    }
    return false;
  }
}
