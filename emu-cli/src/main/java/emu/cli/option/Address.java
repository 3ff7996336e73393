package emu.cli.option;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** Reads an address: hexadecimal with {@code 0x} before it, else decimal. */
public final class Address implements ITypeConverter<Long> {
  private static final Pattern SYNTAX = Pattern.compile("0[xX][0-9a-fA-F]{1,16}|[0-9]{1,18}");

  /** Whether {@code text} is one. */
  public static boolean matches(String text) {
    return SYNTAX.matcher(text).matches();
  }

  /** The address that {@code text}, which is one, says. */
  public static long of(String text) {
    return text.startsWith("0x") || text.startsWith("0X")
        ? Long.parseUnsignedLong(text, 2, text.length(), 16)
        : Long.parseLong(text);
  }

  @Override
  public Long convert(String value) {
    if (!matches(value)) {
      throw new ChoiceException("'%s' is no address: give one as 0x7c00 or 31744".formatted(value));
    }
    return of(value);
  }
}
