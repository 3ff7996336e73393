package emu.devices.boot.object;

import emu.devices.elf.ElfHeader;
import emu.devices.elf.Relocation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** A global offset table: a word with the address of each symbol that code asks for through it. */
final class Got {
  private final boolean wide;
  private final Map<Integer, Integer> slots = new LinkedHashMap<>();
  private long address;

  Got(boolean wide) {
    this.wide = wide;
  }

  /** Sees to a slot for the symbol of {@code relocation}, if that wants one. */
  void add(Relocation relocation) {
    if (kind(relocation.type()) == Kind.SLOT) {
      slots.putIfAbsent(relocation.symbol(), slots.size());
    }
  }

  int word() {
    return wide ? 8 : 4;
  }

  long size() {
    return (long) slots.size() * word();
  }

  void place(long start) {
    address = start;
  }

  long address() {
    return address;
  }

  /** Slots in their order, as indices of symbols. */
  Iterable<Integer> symbols() {
    return slots.keySet();
  }

  /** Bytes that {@code relocation} changes; 0 if it has nothing to do with the table. */
  int bytes(Relocation relocation) {
    return kind(relocation.type()) == Kind.NONE ? 0 : wide && isLong(relocation.type()) ? 8 : 4;
  }

  /**
   * What a relocation that has to do with the table puts at {@code place}.
   *
   * @param target the symbol's address, and the addend
   * @param addend the addend alone
   */
  OptionalLong value(Relocation relocation, long target, long addend, long place) {
    return switch (kind(relocation.type())) {
      case NONE -> OptionalLong.empty();
      case TABLE -> OptionalLong.of(address + addend - place);
      case OFFSET -> OptionalLong.of(target - address);
      case SLOT -> {
        long slot = address + (long) slots.get(relocation.symbol()) * word();
        // i386 code adds the table's address itself.
        yield OptionalLong.of(slot + addend - (wide ? place : address));
      }
    };
  }

  private enum Kind {
    /** Another relocation. */
    NONE,
    /** Where the table is: GOT + A - P. */
    TABLE,
    /** Where the symbol is from the table: S + A - GOT. */
    OFFSET,
    /** Where the symbol's slot is: G + GOT + A - P, or G + A. */
    SLOT
  }

  private Kind kind(int type) {
    int machine = wide ? ElfHeader.EM_X86_64 : ElfHeader.EM_386;
    if (machine == ElfHeader.EM_X86_64) {
      return switch (type) {
        case 9, 28, 41, 42 -> Kind.SLOT; // GOTPCREL, GOTPCREL64, GOTPCRELX, REX_GOTPCRELX
        case 25 -> Kind.OFFSET; // GOTOFF64
        case 26, 29 -> Kind.TABLE; // GOTPC32, GOTPC64
        default -> Kind.NONE;
      };
    }
    return switch (type) {
      case 3, 43 -> Kind.SLOT; // GOT32, GOT32X
      case 9 -> Kind.OFFSET; // GOTOFF
      case 10 -> Kind.TABLE; // GOTPC
      default -> Kind.NONE;
    };
  }

  private static boolean isLong(int type) {
    return type == 25 || type == 28 || type == 29;
  }
}
