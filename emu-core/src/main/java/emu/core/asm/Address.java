package emu.core.asm;

import emu.core.decode.Operand.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An address {@code base + index * scale + displacement}.
 *
 * @param base a general register, or null
 * @param index a general register, or null
 * @param scale 1, 2, 4 or 8
 * @param displacement may be null
 * @param relative to RIP
 */
record Address(
    Register base, Register index, int scale, Expression displacement, boolean relative) {

  /** Takes {@code expression} apart; {@code relative} holds if it has no register. */
  static Address of(Expression expression, boolean relative) {
    Map<Register, Long> scales = new LinkedHashMap<>();
    Expression displacement = split(expression, 1, scales);
    Register base = null;
    Register index = null;
    int scale = 1;
    for (Map.Entry<Register, Long> term : scales.entrySet()) {
      long times = term.getValue();
      Register register = term.getKey();
      if (times == 1 && base == null) {
        base = register;
      } else if (index == null && (times == 1 || times == 2 || times == 4 || times == 8)) {
        index = register;
        scale = (int) times;
      } else if (scales.size() == 1 && (times == 3 || times == 5 || times == 9)) {
        base = register;
        index = register;
        scale = (int) times - 1;
      } else {
        throw new SyntaxException("an address that no instruction can form");
      }
    }
    if (base == null && index != null && scale == 2 && index.bits() != 16) {
      base = index; // one byte of displacement does, where an index alone takes four
      scale = 1;
    }
    if (index != null && index.number() == 4 && scale == 1 && base != null) {
      Register stack = index;
      index = base;
      base = stack;
    }
    if (index != null && index.bits() != 16 && index.number() == 4) {
      throw new SyntaxException("the stack pointer cannot be an index");
    }
    if (base != null && index != null && base.bits() != index.bits()) {
      throw new SyntaxException("base and index differ in width");
    }
    return new Address(base, index, scale, displacement, relative && base == null && index == null);
  }

  /** Collects the registers of {@code expression} and returns the rest, or null. */
  private static Expression split(Expression expression, long times, Map<Register, Long> scales) {
    if (!expression.hasRegister()) {
      return times == 1
          ? expression
          : new Expression.Binary("*", expression, new Expression.Constant(times));
    }
    return switch (expression) {
      case Expression.RegisterTerm term -> {
        Register register = term.register();
        if (register.kind() != Kind.GPR || register.bits() == 8) {
          throw new SyntaxException("a register that cannot be part of an address");
        }
        scales.merge(register, times, Long::sum);
        yield null;
      }
      case Expression.Binary(String operator, Expression left, Expression right)
          when operator.equals("+") || operator.equals("-") && !right.hasRegister() -> {
        Expression a = split(left, times, scales);
        Expression b = split(right, times, scales);
        if (a == null) {
          yield operator.equals("-") ? new Expression.Unary('-', b) : b;
        }
        yield b == null ? a : new Expression.Binary(operator, a, b);
      }
      case Expression.Binary(String operator, Expression left, Expression.Constant right)
          when operator.equals("*") ->
          split(left, times * right.number(), scales);
      case Expression.Binary(String operator, Expression.Constant left, Expression right)
          when operator.equals("*") ->
          split(right, times * left.number(), scales);
      default -> throw new SyntaxException("an address that no instruction can form");
    };
  }

  /** Address size in bits, or 0 if no register tells. */
  int bits() {
    return base != null ? base.bits() : index != null ? index.bits() : 0;
  }
}
