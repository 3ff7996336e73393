package emu.core.cpu;

import emu.core.bus.InterruptLine;
import emu.core.debug.StateHash;
import emu.core.decode.Insn;
import emu.core.softfloat.F80;
import emu.core.softfloat.FloatStatus;

/**
 * x87 state (SDM 1 8.1). MMX register n is the mantissa of physical register n.
 *
 * <p>Registers are numbered physically; ST(i) is register {@code (top + i) & 7}.
 */
public final class Fpu {
  /** Mantissas, explicit integer bit included. */
  public final long[] mantissa = new long[8];

  /** Signs and exponents, 16 bits each. */
  public final int[] signExponent = new int[8];

  /** Control word. */
  public int control;

  /** Status word without TOP. */
  public int status;

  /** TOP, 0 to 7. */
  public int top;

  /** Bit n is set if physical register n is empty. */
  public int empty;

  /**
   * The last instruction that was not a control instruction, whose opcode FNSTENV reports; null if
   * {@link #lastOpcode} has it.
   */
  public Insn lastInsn;

  /** Opcode of the last instruction, 11 bits, unless {@link #lastInsn} has it. */
  public int lastOpcode;

  /** Address of the last instruction, and its CS. */
  public long lastInstruction;

  public int lastInstructionSelector;

  /** Address of the last memory operand, and its segment. */
  public long lastOperand;

  public int lastOperandSelector;

  /** FERR#: driven high when an exception is pending and CR0.NE is clear (SDM 1, 8.7.2). */
  public InterruptLine errorLine = InterruptLine.UNCONNECTED;

  /** Environment of the x87 operation that runs. */
  public final FloatStatus environment = new FloatStatus();

  /** Environment of the SSE operation that runs; see {@link #simdMxcsr}. */
  public final FloatStatus simd = new FloatStatus();

  /** The value of MXCSR that {@link #simd} was set from; -1 if it is to be set anew. */
  public int simdMxcsr = -1;

  /**
   * With unmasked SSE exceptions: the low half of a packed operation is done, the high half to
   * follow.
   */
  public boolean simdHalfDone;

  /** Operands and result of the x87 operation that runs. */
  public final F80 a = new F80();

  public final F80 b = new F80();
  public final F80 result = new F80();

  /** The state after FNINIT; the registers keep their contents (SDM 2A, FINIT). */
  public void init() {
    control = 0x37F;
    status = 0;
    top = 0;
    empty = 0xFF;
    lastInsn = null;
    lastOpcode = 0;
    lastInstruction = 0;
    lastInstructionSelector = 0;
    lastOperand = 0;
    lastOperandSelector = 0;
  }

  /**
   * The state after RESET: as hardware powers up, with all registers +0.0 and valid (SDM 3A, table
   * 9-1).
   */
  void reset() {
    init();
    control = 0x40;
    empty = 0;
    for (int i = 0; i < 8; i++) {
      mantissa[i] = 0;
      signExponent[i] = 0;
    }
  }

  void hashInto(StateHash hash) {
    hash.add(mantissa).add(signExponent).add(control).add(status).add(top).add(empty);
    hash.add(X87Opcode.of(this)).add(lastInstruction).add(lastInstructionSelector);
    hash.add(lastOperand).add(lastOperandSelector);
  }
}
