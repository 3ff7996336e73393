package emu.core.asm;

/** An expression over numbers, symbols and, in an address, registers. */
sealed interface Expression {

  /** The value, without registers. */
  long value(Scope scope);

  /** Whether a register occurs in it. */
  boolean hasRegister();

  /** A number. */
  record Constant(long number) implements Expression {
    @Override
    public long value(Scope scope) {
      return number;
    }

    @Override
    public boolean hasRegister() {
      return false;
    }
  }

  /** A label or {@code equ} name, {@code $} or {@code $$}. */
  record Symbol(String name) implements Expression {
    @Override
    public long value(Scope scope) {
      return switch (name) {
        case "$" -> scope.here();
        case "$$" -> scope.origin();
        default -> scope.symbol(name);
      };
    }

    @Override
    public boolean hasRegister() {
      return false;
    }
  }

  /** A general register in an address. */
  record RegisterTerm(Register register) implements Expression {
    @Override
    public long value(Scope scope) {
      throw new SyntaxException("a register where a number is wanted");
    }

    @Override
    public boolean hasRegister() {
      return true;
    }
  }

  /** {@code -operand} or {@code ~operand}. */
  record Unary(char operator, Expression operand) implements Expression {
    @Override
    public long value(Scope scope) {
      return operator == '-' ? -operand.value(scope) : ~operand.value(scope);
    }

    @Override
    public boolean hasRegister() {
      return operand.hasRegister();
    }
  }

  /** {@code left operator right}; the operator is one of {@code + - * / % & | ^ << >>}. */
  record Binary(String operator, Expression left, Expression right) implements Expression {
    @Override
    public long value(Scope scope) {
      long a = left.value(scope);
      long b = right.value(scope);
      return switch (operator) {
        case "+" -> a + b;
        case "-" -> a - b;
        case "*" -> a * b;
        case "/" -> Long.divideUnsigned(a, divisor(b));
        case "%" -> Long.remainderUnsigned(a, divisor(b));
        case "&" -> a & b;
        case "|" -> a | b;
        case "^" -> a ^ b;
        case "<<" -> b > 63 || b < 0 ? 0 : a << b;
        case ">>" -> b > 63 || b < 0 ? 0 : a >>> b;
        default -> throw new IllegalStateException(operator);
      };
    }

    private static long divisor(long value) {
      if (value == 0) {
        throw new SyntaxException("division by zero");
      }
      return value;
    }

    @Override
    public boolean hasRegister() {
      return left.hasRegister() || right.hasRegister();
    }
  }
}
