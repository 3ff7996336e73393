package emu.core.asm;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Statements that repeat something: {@code resb}, {@code align} and {@code times}. */
final class FillStatements {
  /** No output is larger. */
  static final int MOST_BYTES = 64 << 20;

  private FillStatements() {}

  /** {@code count * unit} bytes of zero. */
  record Reserve(Expression count, int unit) implements Statement {
    @Override
    public byte[] bytes(Scope scope, int minimum) {
      return new byte[checked(count.value(scope), unit)];
    }
  }

  /** {@code fill} bytes up to a multiple of {@code to}. */
  record Align(Expression to, int fill) implements Statement {
    @Override
    public byte[] bytes(Scope scope, int minimum) {
      long boundary = to.value(scope);
      if (Long.bitCount(boundary) != 1) {
        throw new SyntaxException("align takes a power of 2");
      }
      byte[] bytes = new byte[checked(-scope.here() & boundary - 1, 1)];
      Arrays.fill(bytes, (byte) fill);
      return bytes;
    }
  }

  /** {@code repeated}, {@code count} times. */
  record Times(Expression count, Statement repeated) implements Statement {
    @Override
    public byte[] bytes(Scope scope, int minimum) {
      int times = checked(count.value(scope), 1);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = 0; i < times; i++) {
        out.writeBytes(repeated.bytes(new Later(scope, out.size()), 0));
        checked(out.size(), 1);
      }
      return out.toByteArray();
    }
  }

  /** {@code scope}, {@code bytes} further on. */
  private record Later(Scope scope, int bytes) implements Scope {
    @Override
    public long here() {
      return scope.here() + bytes;
    }

    @Override
    public long origin() {
      return scope.origin();
    }

    @Override
    public long symbol(String name) {
      return scope.symbol(name);
    }

    @Override
    public Scope near() {
      return new Later(scope.near(), bytes);
    }
  }

  private static int checked(long count, int unit) {
    if (count < 0) {
      throw new SyntaxException("a count of " + count);
    }
    if (count > MOST_BYTES / unit) {
      throw new SyntaxException("a count of " + count + ": more than 64 MiB");
    }
    return (int) count * unit;
  }
}
