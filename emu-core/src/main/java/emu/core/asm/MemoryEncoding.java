package emu.core.asm;

import emu.core.decode.CodeMode;
import java.util.ArrayList;
import java.util.List;

/**
 * ModRM.mod and r/m, SIB and displacement of an address (SDM 2A, tables 2-1 to 2-3).
 *
 * @param modRm ModRM without reg
 * @param sib SIB byte, or -1
 * @param bytes of the displacement: 0, 1, 2 or 4
 * @param displacement its value, or for {@code relative} ones the address meant
 * @param rex bits X and B of REX
 */
record MemoryEncoding(int modRm, int sib, int bytes, long displacement, int rex, boolean relative) {
  private static final int[] RM_16 = {0b111, 0b110, 0b100, 0b101}; // BX, BP, SI, DI

  /** All encodings of {@code address} under {@code addressSize}; none if it cannot be encoded. */
  static List<MemoryEncoding> of(Address address, int addressSize, CodeMode mode, Scope scope) {
    long value = address.displacement() == null ? 0 : address.displacement().value(scope);
    if (addressSize == 16) {
      return of16(address, (short) value);
    }
    boolean fits = value == (int) value || addressSize == 32 && value >>> 32 == 0;
    if (!fits && !address.relative()) {
      return List.of();
    }
    if (address.base() == null) {
      return List.of(withoutBase(address, value, mode));
    }
    return withBase(address, addressSize == 32 ? (int) value : value);
  }

  private static MemoryEncoding withoutBase(Address address, long value, CodeMode mode) {
    if (address.index() != null) {
      int index = address.index().number();
      int sib = scale(address) << 6 | (index & 7) << 3 | 5;
      return new MemoryEncoding(4, sib, 4, value, (index & 8) >>> 2, false);
    }
    if (mode != CodeMode.CODE_64 || address.relative()) {
      return new MemoryEncoding(5, -1, 4, value, 0, address.relative());
    }
    return new MemoryEncoding(4, 0x25, 4, value, 0, false);
  }

  private static List<MemoryEncoding> withBase(Address address, long value) {
    int base = address.base().number();
    int index = address.index() == null ? 4 : address.index().number();
    boolean needsSib = address.index() != null || (base & 7) == 4;
    int sib = needsSib ? scale(address) << 6 | (index & 7) << 3 | base & 7 : -1;
    int rex = (base & 8) >>> 3 | (index & 8) >>> 2;
    int rm = needsSib ? 4 : base & 7;
    List<MemoryEncoding> encodings = new ArrayList<>();
    if (value == 0 && (base & 7) != 5) {
      encodings.add(new MemoryEncoding(rm, sib, 0, 0, rex, false));
    }
    if (value == (byte) value) {
      encodings.add(new MemoryEncoding(0x40 | rm, sib, 1, value, rex, false));
    }
    encodings.add(new MemoryEncoding(0x80 | rm, sib, 4, value, rex, false));
    return encodings;
  }

  private static int scale(Address address) {
    return Integer.numberOfTrailingZeros(address.scale());
  }

  private static List<MemoryEncoding> of16(Address address, short value) {
    if (address.base() == null) {
      return address.index() == null
          ? List.of(new MemoryEncoding(6, -1, 2, value, 0, false))
          : List.of();
    }
    int rm = rm16(address);
    if (rm < 0) {
      return List.of();
    }
    List<MemoryEncoding> encodings = new ArrayList<>();
    if (value == 0 && rm != 6) {
      encodings.add(new MemoryEncoding(rm, -1, 0, 0, 0, false));
    }
    if (value == (byte) value) {
      encodings.add(new MemoryEncoding(0x40 | rm, -1, 1, value, 0, false));
    }
    encodings.add(new MemoryEncoding(0x80 | rm, -1, 2, value, 0, false));
    return encodings;
  }

  /**
   * The r/m of a 16-bit address: one of BX, BP, SI, DI, or one of the first two with one of the
   * others.
   */
  private static int rm16(Address address) {
    int base = place16(address.base());
    if (address.index() == null) {
      return base < 0 ? -1 : RM_16[base];
    }
    int index = place16(address.index());
    if (base > index) {
      int other = base;
      base = index;
      index = other;
    }
    return base < 0 || base > 1 || index < 2 || address.scale() != 1 ? -1 : 2 * base + index - 2;
  }

  private static int place16(Register register) {
    return switch (register.number()) {
      case 3 -> 0;
      case 5 -> 1;
      case 6 -> 2;
      case 7 -> 3;
      default -> -1;
    };
  }
}
