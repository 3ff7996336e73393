package emu.core.asm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a line into tokens. */
final class Lexer {
  private final String line;
  private int at;

  private Lexer(String line) {
    this.line = line;
  }

  /** The tokens of {@code line}, without its comment, closed by one of kind END. */
  static List<Token> tokens(String line) {
    Lexer lexer = new Lexer(line);
    List<Token> tokens = new ArrayList<>();
    for (Token token = lexer.next(); token != null; token = lexer.next()) {
      tokens.add(token);
    }
    tokens.add(new Token(Token.Kind.END, "end of line", 0));
    return tokens;
  }

  private Token next() {
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    if (at == line.length() || line.charAt(at) == ';') {
      return null;
    }
    char c = line.charAt(at);
    if (Character.isDigit(c)) {
      return number();
    }
    if (isNameStart(c)) {
      int start = at;
      while (at < line.length() && isNamePart(line.charAt(at))) {
        at++;
      }
      return new Token(Token.Kind.NAME, line.substring(start, at), 0);
    }
    if (c == '\'' || c == '"' || c == '`') {
      return string(c);
    }
    if (line.startsWith("<<", at) || line.startsWith(">>", at)) {
      at += 2;
      return new Token(Token.Kind.SYMBOL, line.substring(at - 2, at), 0);
    }
    if ("+-*/%&|^~,:[]()".indexOf(c) < 0) {
      throw new SyntaxException("unexpected character '" + c + "'");
    }
    at++;
    return new Token(Token.Kind.SYMBOL, String.valueOf(c), 0);
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_' || c == '.' || c == '$' || c == '?' || c == '@';
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || Character.isDigit(c) || c == '#';
  }

  private Token number() {
    int start = at;
    while (at < line.length() && (Character.isLetterOrDigit(line.charAt(at)) || isPoint())) {
      at++;
    }
    String text = line.substring(start, at);
    if (text.indexOf('.') >= 0) {
      if (at < line.length() && "+-".indexOf(line.charAt(at)) >= 0 && text.matches(".*[eE]")) {
        at++;
        while (at < line.length() && Character.isDigit(line.charAt(at))) {
          at++;
        }
        text = line.substring(start, at);
      }
      return new Token(Token.Kind.FLOAT, text, 0);
    }
    return new Token(Token.Kind.NUMBER, text, value(text));
  }

  private boolean isPoint() {
    return line.charAt(at) == '_' || line.charAt(at) == '.';
  }

  private static long value(String text) {
    String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
    try {
      if (digits.startsWith("0x")) {
        return Long.parseUnsignedLong(digits.substring(2), 16);
      }
      if (digits.startsWith("0o")) {
        return Long.parseUnsignedLong(digits.substring(2), 8);
      }
      String most = digits.substring(0, digits.length() - 1);
      if (digits.endsWith("h")) {
        return Long.parseUnsignedLong(most, 16);
      }
      if (digits.startsWith("0b")) {
        return Long.parseUnsignedLong(digits.substring(2), 2);
      }
      if (digits.endsWith("b")) {
        return Long.parseUnsignedLong(most, 2);
      }
      return Long.parseUnsignedLong(digits.endsWith("d") ? most : digits);
    } catch (NumberFormatException e) {
      throw new SyntaxException("'" + text + "' is not a number of up to 64 bits");
    }
  }

  private Token string(char quote) {
    StringBuilder text = new StringBuilder();
    at++;
    while (at < line.length() && line.charAt(at) != quote) {
      char c = line.charAt(at++);
      if (c == '\\' && quote == '`' && at < line.length()) {
        c = escaped(line.charAt(at++));
      }
      text.append(c);
    }
    if (at == line.length()) {
      throw new SyntaxException("a string without a closing " + quote);
    }
    at++;
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    long value = 0;
    for (int i = Math.min(bytes.length, 8) - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xFF;
    }
    return new Token(Token.Kind.STRING, text.toString(), value);
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '0' -> '\0';
      case 'e' -> '\u001B';
      case '\\', '`', '\'', '"' -> c;
      default -> throw new SyntaxException("unknown escape \\" + c);
    };
  }
}
