package emu.core.asm;

import emu.core.decode.Operand.Kind;
import java.util.ArrayList;
import java.util.List;

/** Other ways to write the operands of an instruction, which assemblers allow. */
final class OperandVariants {
  private static final SourceOperand ST0 =
      new SourceOperand.InRegister(new Register(Kind.ST, 0, 0));
  private static final SourceOperand ST1 =
      new SourceOperand.InRegister(new Register(Kind.ST, 1, 0));

  private OperandVariants() {}

  /** {@code instruction} as it is written, and then in the other ways that are to be tried. */
  static List<Instruction> of(Instruction instruction, Scope scope) {
    List<SourceOperand> operands = instruction.operands();
    List<Instruction> variants = new ArrayList<>();
    Instruction narrow = narrow(instruction, scope);
    if (narrow != null) {
      variants.add(narrow);
    }
    variants.add(instruction);
    if (commutes(instruction) && operands.size() == 2) {
      variants.add(instruction.withOperands(List.of(operands.get(1), operands.get(0))));
    } else if (instruction.mnemonic().equals("IMUL") && operands.size() == 2) {
      variants.add(
          instruction.withOperands(List.of(operands.get(0), operands.get(0), operands.get(1))));
    } else if (instruction.mnemonic().matches("AA[MD]") && operands.isEmpty()) {
      Expression ten = new Expression.Constant(10);
      variants.add(instruction.withOperands(List.of(new SourceOperand.Value(ten, 0, ""))));
    } else if (instruction.mnemonic().startsWith("F") && operands.isEmpty()) {
      variants.add(instruction.withOperands(List.of(ST1, ST0)));
      variants.add(instruction.withOperands(List.of(ST1)));
    } else if (instruction.mnemonic().startsWith("F") && operands.size() == 1) {
      variants.add(instruction.withOperands(List.of(ST0, operands.get(0))));
      variants.add(instruction.withOperands(List.of(operands.get(0), ST0)));
    }
    return variants;
  }

  /** Whether the order of the two operands does not matter. */
  static boolean commutes(Instruction instruction) {
    return instruction.mnemonic().equals("XCHG") || instruction.mnemonic().equals("TEST");
  }

  /**
   * MOV of a number below 2^32 to a 64-bit register: the 32-bit one does, for it clears the rest.
   */
  private static Instruction narrow(Instruction instruction, Scope scope) {
    List<SourceOperand> operands = instruction.operands();
    if (instruction.mnemonic().equals("MOV")
        && operands.size() == 2
        && operands.get(0) instanceof SourceOperand.InRegister(Register register)
        && register.kind() == Kind.GPR
        && register.bits() == 64
        && operands.get(1) instanceof SourceOperand.Value value
        && value.bits() == 0
        && value.value().value(scope) >>> 32 == 0) {
      Register half = new Register(Kind.GPR, register.number(), 32);
      return instruction.withOperands(List.of(new SourceOperand.InRegister(half), value));
    }
    return null;
  }
}
