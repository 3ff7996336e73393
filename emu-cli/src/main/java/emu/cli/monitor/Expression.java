package emu.cli.monitor;

import java.util.Map;

/** Calculates: numbers in C's notation, registers with a dollar sign, + - * and brackets. */
final class Expression {
  private final String text;
  private final Map<String, Long> registers;
  private int at;

  private Expression(String text, Map<String, Long> registers) {
    this.text = text;
    this.registers = registers;
  }

  /** The value of {@code text}, where registers have the values {@code registers}. */
  static long value(String text, Map<String, Long> registers) throws MonitorException {
    Expression expression = new Expression(text.replace(" ", ""), registers);
    long value = expression.sum(0);
    if (expression.at < expression.text.length()) {
      throw expression.wrong();
    }
    return value;
  }

  private long sum(int depth) throws MonitorException {
    long value = product(depth);
    while (peek() == '+' || peek() == '-') {
      boolean plus = text.charAt(at++) == '+';
      long other = product(depth);
      value = plus ? value + other : value - other;
    }
    return value;
  }

  private long product(int depth) throws MonitorException {
    long value = factor(depth);
    while (peek() == '*') {
      at++;
      value *= factor(depth);
    }
    return value;
  }

  private long factor(int depth) throws MonitorException {
    if (depth > 100) {
      throw wrong();
    }
    if (peek() == '-') {
      at++;
      return -factor(depth + 1);
    }
    if (peek() == '(') {
      at++;
      long value = sum(depth + 1);
      if (peek() != ')') {
        throw wrong();
      }
      at++;
      return value;
    }
    int start = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '$') {
      at++;
    }
    return term(text.substring(start, at));
  }

  private long term(String word) throws MonitorException {
    if (word.startsWith("$")) {
      Long value = registers.get(word.substring(1));
      if (value == null) {
        throw new MonitorException("there is no register '%s'".formatted(word));
      }
      return value;
    }
    try {
      return word.startsWith("0x")
          ? Long.parseUnsignedLong(word.substring(2), 16)
          : Long.parseUnsignedLong(word);
    } catch (NumberFormatException e) {
      throw wrong();
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private MonitorException wrong() {
    return new MonitorException(
        "'%s' is no number: give one as in 0x1000, $rip or $rsp+8".formatted(text));
  }
}
