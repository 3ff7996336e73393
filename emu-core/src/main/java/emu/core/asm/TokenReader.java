package emu.core.asm;

import java.util.List;

/** Reads the tokens of a line one after another, and expressions among them. */
final class TokenReader {
  private static final String[][] PRECEDENCE = {
    {"|"}, {"^"}, {"&"}, {"<<", ">>"}, {"+", "-"}, {"*", "/", "%"}
  };

  private final List<Token> tokens;
  private String scopeLabel;
  private int next;

  /** A reader of {@code tokens}, whose local labels belong to {@code scopeLabel}. */
  TokenReader(List<Token> tokens, String scopeLabel) {
    this.tokens = tokens;
    this.scopeLabel = scopeLabel;
  }

  /** Local labels belong to {@code label} from here on. */
  void setScopeLabel(String label) {
    scopeLabel = label;
  }

  Token peek() {
    return tokens.get(next);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(next + ahead, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Token.Kind.END) {
      next++;
    }
    return token;
  }

  /** Takes {@code symbol} if it is next. */
  boolean takeIf(String symbol) {
    if (peek().is(symbol)) {
      next++;
      return true;
    }
    return false;
  }

  /** Takes the word {@code name} if it is next. */
  boolean takeName(String name) {
    if (peek().isName(name)) {
      next++;
      return true;
    }
    return false;
  }

  void expect(String symbol) {
    if (!takeIf(symbol)) {
      throw new SyntaxException("'" + symbol + "' expected before " + quoted(peek()));
    }
  }

  void expectEnd() {
    if (!atEnd()) {
      throw new SyntaxException("unexpected " + quoted(peek()));
    }
  }

  boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  private static String quoted(Token token) {
    return token.kind() == Token.Kind.END ? token.text() : "'" + token.text() + "'";
  }

  /**
   * The full name of a label: a local one, with a point before it, belongs to the last that is not.
   */
  String fullName(String label) {
    return label.startsWith(".") ? scopeLabel + label : label;
  }

  /** An expression. */
  Expression expression() {
    return expression(0);
  }

  private Expression expression(int level) {
    if (level == PRECEDENCE.length) {
      return unary();
    }
    Expression left = expression(level + 1);
    for (String operator = operator(level); operator != null; operator = operator(level)) {
      left = new Expression.Binary(operator, left, expression(level + 1));
    }
    return left;
  }

  private String operator(int level) {
    for (String operator : PRECEDENCE[level]) {
      if (takeIf(operator)) {
        return operator;
      }
    }
    return null;
  }

  private Expression unary() {
    if (takeIf("-")) {
      return new Expression.Unary('-', unary());
    }
    if (takeIf("~")) {
      return new Expression.Unary('~', unary());
    }
    if (takeIf("+")) {
      return unary();
    }
    if (takeIf("(")) {
      Expression inner = expression();
      expect(")");
      return inner;
    }
    Token token = take();
    return switch (token.kind()) {
      case NUMBER, STRING -> new Expression.Constant(token.value());
      case NAME -> {
        Register register = Register.of(token.text());
        yield register != null
            ? new Expression.RegisterTerm(register)
            : new Expression.Symbol(fullName(token.text()));
      }
      default -> throw new SyntaxException("a value expected before " + quoted(token));
    };
  }
}
