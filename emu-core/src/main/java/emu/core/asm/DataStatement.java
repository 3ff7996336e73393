package emu.core.asm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code db}, {@code dw}, {@code dd} and {@code dq}.
 *
 * @param unit bytes of a number: 1, 2, 4 or 8; strings are filled up with zeros to a multiple of it
 */
record DataStatement(int unit, List<Item> items) implements Statement {

  /** A value, or the bytes of a string. */
  sealed interface Item {}

  /** A number. */
  record Value(Expression expression) implements Item {}

  /** A string; its bytes are those of UTF-8. */
  record Text(String text) implements Item {}

  /** Reads the items. */
  static DataStatement parse(int unit, TokenReader tokens) {
    List<Item> items = new ArrayList<>();
    do {
      Token token = tokens.peek();
      boolean alone = tokens.peek(1).is(",") || tokens.peek(1).kind() == Token.Kind.END;
      boolean minus = token.is("-") && tokens.peek(1).kind() == Token.Kind.FLOAT;
      if (token.kind() == Token.Kind.STRING && alone) {
        tokens.take();
        items.add(new Text(token.text()));
      } else if (token.kind() == Token.Kind.FLOAT || minus) {
        tokens.takeIf("-");
        items.add(new Value(new Expression.Constant(real(unit, tokens.take().text(), minus))));
      } else {
        items.add(new Value(tokens.expression()));
      }
    } while (tokens.takeIf(","));
    tokens.expectEnd();
    return new DataStatement(unit, List.copyOf(items));
  }

  private static long real(int unit, String text, boolean minus) {
    double value = Double.parseDouble(text.replace("_", ""));
    value = minus ? -value : value;
    return switch (unit) {
      case 4 -> Float.floatToRawIntBits((float) value);
      case 8 -> Double.doubleToRawLongBits(value);
      default -> throw new SyntaxException("a real number takes 4 or 8 bytes: dd or dq");
    };
  }

  @Override
  public byte[] bytes(Scope scope, int minimum) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Item item : items) {
      switch (item) {
        case Value(Expression value) -> number(out, value.value(scope));
        case Text(String text) -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          out.writeBytes(bytes);
          out.writeBytes(new byte[-bytes.length & (unit - 1)]);
        }
      }
    }
    return out.toByteArray();
  }

  private void number(ByteArrayOutputStream out, long value) {
    int bits = 8 * unit;
    if (bits < 64 && (value < -(1L << bits - 1) || value >= 1L << bits)) {
      throw new SyntaxException(
          "0x" + Long.toHexString(value) + " does not fit into " + bits + " bits");
    }
    for (int i = 0; i < unit; i++) {
      out.write((int) (value >>> 8 * i));
    }
  }
}
