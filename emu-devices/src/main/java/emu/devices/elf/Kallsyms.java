package emu.devices.elf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The symbols that a Linux kernel keeps of itself, which are there when its file is stripped: names
 * packed by a table of 256 tokens, and offsets from a base. Linux, scripts/kallsyms.c and
 * kernel/kallsyms.c, from 4.20 on, for x86-64.
 *
 * <p>Nothing says where they are. The table of tokens is found by the tokens of the digits, which
 * stand for themselves, and by the index that follows it; all else lies around these two.
 */
final class Kallsyms {
  private static final int TOKENS = 256;
  private static final int GROUP = 256;

  /** Bytes of an offset, and of the numbers of the names of which it is the first. */
  private static final int SHARE = 4 + 3 * GROUP;

  private static final int LONGEST_TOKEN = 128;
  private static final int LONGEST_NAME = 1024;
  private static final int FEWEST_GROUPS = 3;
  private static final int MOST = 1 << 21;

  /**
   * Most names that are looked at in the search for the first: a file may be made to lead astray.
   */
  private static final int MOST_WORK = 1 << 28;

  private static final byte[] DIGITS =
      "0\0001\0002\0003\0004\0005\0006\0007\0008\0009\0".getBytes(ISO_8859_1);

  private final ElfFile file;
  private final ByteBuffer data;
  private final String[] tokens = new String[TOKENS];
  private int tokenTable;
  private int tokenEnd;
  private int names;
  private int count;
  private int work;

  private Kallsyms(ElfFile file, ByteBuffer data) {
    this.file = file;
    this.data = data.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Those in {@code file}; none if it has none. */
  static List<Symbol> read(ElfFile file) throws ElfException {
    for (ElfSegment segment : file.segments()) {
      if (segment.isLoad() && file.header().wide()) {
        List<Symbol> found = new Kallsyms(file, file.bytes(segment).buffer()).read();
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return List.of();
  }

  private List<Symbol> read() throws ElfException {
    for (int at = 1; at + DIGITS.length < data.limit(); at++) {
      if (data.get(at) == '0' && hasDigits(at) && findTokens(at) && findNames()) {
        Optional<long[]> addresses = addresses();
        if (addresses.isPresent()) {
          return symbols(addresses.get());
        }
      }
    }
    return List.of();
  }

  private boolean hasDigits(int at) {
    for (int i = 0; i < DIGITS.length; i++) {
      if (data.get(at + i) != DIGITS[i]) {
        return false;
      }
    }
    return data.get(at - 1) == 0;
  }

  /** Reads the tokens, of which that at {@code digit} is '0', by the index behind them. */
  private boolean findTokens(int digit) {
    int at = digit;
    for (int i = '0'; i < TOKENS; i++) {
      at = endOfToken(at) + 1;
    }
    int index = align(at);
    tokenEnd = index + 2 * TOKENS;
    if (tokenEnd > data.limit()) {
      return false;
    }
    tokenTable = digit - (data.getShort(index + 2 * '0') & 0xFFFF);
    at = tokenTable;
    for (int i = 0; i < TOKENS; i++) {
      if (at < 0 || at - tokenTable != (data.getShort(index + 2 * i) & 0xFFFF)) {
        return false;
      }
      int end = endOfToken(at);
      tokens[i] = text(at, end - at);
      at = end + 1;
    }
    return true;
  }

  /** Where the token at {@code start} has its zero. */
  private int endOfToken(int start) {
    int end = start;
    while (end < data.limit() && end - start < LONGEST_TOKEN && data.get(end) != 0) {
      end++;
    }
    return end;
  }

  private String text(int at, int length) {
    byte[] bytes = new byte[length];
    data.get(at, bytes);
    return new String(bytes, ISO_8859_1);
  }

  /**
   * Finds names by the offsets of every 256th, which lie between them and the tokens, maybe with
   * numbers of 3 bytes for each name behind them.
   */
  private boolean findNames() {
    for (int at = tokenTable - 8; at >= 16 && tokenTable - at < 4 * MOST; at -= 8) {
      int second = data.getInt(at + 4);
      if (data.getInt(at) == 0 && second > GROUP && second < GROUP * LONGEST_NAME) {
        int room = tokenTable - at;
        int withNumbers = (room + SHARE - 1) / SHARE;
        boolean found =
            isMarkers(at, room / 4)
                || isMarkers(at, room / 4 - 1)
                || isMarkers(at, withNumbers)
                || isMarkers(at, withNumbers - 1);
        if (found) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether there are the offsets of {@code groups} groups of names at {@code markers}. */
  private boolean isMarkers(int markers, int groups) {
    boolean fits =
        groups >= FEWEST_GROUPS && groups <= MOST / GROUP && markers + 4 * groups <= tokenTable;
    if (!fits) {
      return false;
    }
    for (int i = 1; i < groups; i++) {
      if (data.getInt(markers + 4 * i) <= data.getInt(markers + 4 * i - 4)) {
        return false;
      }
    }
    int latest = markers - data.getInt(markers + 4 * groups - 4);
    for (int at = latest & -8;
        at > latest - GROUP * LONGEST_NAME && at >= 16 && work < MOST_WORK;
        at -= 8) {
      int number = data.getInt(at - 8);
      if ((number + GROUP - 1) / GROUP == groups && isNames(at, markers, groups)) {
        names = at;
        count = number;
        return true;
      }
    }
    return false;
  }

  private boolean isNames(int start, int markers, int groups) {
    int at = start;
    for (int group = 1; group < groups; group++) {
      for (int i = 0; i < GROUP && at < markers; i++) {
        at += size(at);
        work++;
      }
      if (at != start + data.getInt(markers + 4 * group)) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of the name at {@code at}, with those that say how many tokens it has. */
  private int size(int at) {
    int length = data.get(at) & 0xFF;
    return length < 128 ? 1 + length : 2 + (length & 127 | (data.get(at + 1) & 0xFF) << 7);
  }

  /** The addresses, whose offsets lie before the names, or behind the tokens. */
  private Optional<long[]> addresses() throws ElfException {
    int offsetBytes = align(4 * count);
    Optional<long[]> before = addresses(names - 16 - offsetBytes, names - 16);
    return before.isPresent() ? before : addresses(tokenEnd, tokenEnd + offsetBytes);
  }

  private Optional<long[]> addresses(int offsets, int base) throws ElfException {
    if (offsets < 0 || base + 8 > data.limit()) {
      return Optional.empty();
    }
    long start = data.getLong(base);
    if (file.segments().stream().noneMatch(segment -> segment.coversVirtual(start))) {
      return Optional.empty();
    }
    long[] addresses = new long[count];
    for (int i = 0; i < count; i++) {
      int offset = data.getInt(offsets + 4 * i);
      addresses[i] = offset < 0 ? start - 1 - offset : offset;
    }
    return Optional.of(addresses);
  }

  private List<Symbol> symbols(long[] addresses) {
    List<Symbol> symbols = new ArrayList<>(count);
    int at = names;
    for (long address : addresses) {
      if (at + 2 > tokenTable) {
        break;
      }
      int size = size(at);
      int head = data.get(at) < 0 ? 2 : 1;
      StringBuilder name = new StringBuilder();
      for (int i = head; i < size && at + i < tokenTable && name.length() < LONGEST_NAME; i++) {
        name.append(tokens[data.get(at + i) & 0xFF]);
      }
      at += size;
      // Those of per-CPU variables are no addresses.
      if (name.length() > 1 && address < 0) {
        symbols.add(SystemMap.symbol(address, name.charAt(0), name.substring(1)));
      }
    }
    return symbols;
  }

  private static int align(int offset) {
    return offset + 7 & -8;
  }
}
