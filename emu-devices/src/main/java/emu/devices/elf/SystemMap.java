package emu.devices.elf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The System.map of a Linux kernel, and what {@code nm} prints: a line for each symbol, with
 * address, type as one letter, and name. nm(1).
 */
final class SystemMap {
  private static final Pattern LINE =
      Pattern.compile("([0-9a-fA-F]{8,16}) ([A-Za-z]) (\\S+)(?:\\s.*)?");
  private static final int HEAD = 1024;
  private static final int LARGEST = 1 << 28;

  private SystemMap() {}

  static boolean isSystemMap(ByteBuffer data) {
    return text(data, HEAD).lines().findFirst().filter(SystemMap::isLine).isPresent();
  }

  private static boolean isLine(String line) {
    return LINE.matcher(line).matches();
  }

  /** What other lines there are is passed over. */
  static SymbolTable read(ByteBuffer data) {
    List<Symbol> symbols = new ArrayList<>();
    text(data, LARGEST)
        .lines()
        .forEach(line -> {
          Matcher matcher = LINE.matcher(line);
          if (matcher.matches()) {
            symbols.add(symbol(matcher));
          }
        });
    return table(symbols);
  }

  /** A table of {@code symbols} without sizes, each of which goes up to the next. */
  static SymbolTable table(List<Symbol> symbols) {
    long end =
        symbols.stream()
            .filter(Symbol::isPlace)
            .mapToLong(Symbol::address)
            .boxed()
            .max(Long::compareUnsigned)
            .orElse(0L);
    return SymbolTable.of(symbols, symbol -> end);
  }

  private static Symbol symbol(Matcher line) {
    long address = HexFormat.fromHexDigitsToLong(line.group(1));
    return symbol(address, line.group(2).charAt(0), line.group(3));
  }

  /** A symbol whose type is {@code letter}, as nm(1) tells it. */
  static Symbol symbol(long address, char letter, String name) {
    int type =
        switch (Character.toUpperCase(letter)) {
          case 'T', 'W' -> Symbol.STT_FUNC;
          case 'A', 'U' -> Symbol.STT_NOTYPE;
          default -> Symbol.STT_OBJECT;
        };
    int section =
        switch (letter) {
          case 'a', 'A' -> Symbol.SHN_ABS;
          case 'U' -> Symbol.SHN_UNDEF;
          default -> 1;
        };
    int binding = Character.isUpperCase(letter) ? Symbol.STB_GLOBAL : Symbol.STB_LOCAL;
    return new Symbol(name, address, 0, type, binding, section);
  }

  private static String text(ByteBuffer data, int most) {
    byte[] bytes = new byte[Math.min(most, data.capacity())];
    data.get(0, bytes);
    return new String(bytes, ISO_8859_1);
  }
}
