package emu.core.segments;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.testing.SystemGuest;

/** Where a program runs: its code segment and its stack. */
enum Setting {
  /** 32-bit code in segments that hold all memory. */
  FLAT(32, 32, 0),
  /** 32-bit code in a segment that starts in the middle of a page. */
  BASED(32, 32, 0xA123),
  /** The same on a stack whose pointer is SP. */
  NARROW_STACK(32, 16, 0xA123),
  /** 16-bit code in protected mode. */
  PROTECTED_16(16, 32, 0xA120),
  /** 16-bit code in real-address mode. */
  REAL(16, 16, 0xA120);

  /** Physical address of the program. */
  static final int ORIGIN = 0xB000;

  static final int SMALL = SystemGuest.FREE;
  static final int EXPAND_DOWN = SystemGuest.FREE + 8;
  static final int READ_ONLY = SystemGuest.FREE + 0x10;
  private static final int STACK = SystemGuest.FREE + 0x18;
  private static final int CODE = SystemGuest.FREE + 0x20;
  private static final int STACK_BASE = 0x7_0000;
  private static final int BIG = 0x4000;

  final int bits;
  private final int stackBits;
  final int base;

  Setting(int bits, int stackBits, int base) {
    this.bits = bits;
    this.stackBits = stackBits;
    this.base = base;
  }

  boolean isReal() {
    return this == REAL;
  }

  /** The stack pointer's name. */
  String stackPointer() {
    return stackBits == 16 ? "sp" : "esp";
  }

  /** A selector for the data segment registers, by number from 0 to 3. */
  int selector(int number) {
    return switch (number) {
      case 0 -> isReal() ? 0x5000 : SMALL;
      case 1 -> isReal() ? 0x5FFF : EXPAND_DOWN;
      case 2 -> isReal() ? 0x0A12 : READ_ONLY;
      default -> isReal() ? 0x6001 : SystemGuest.data(0);
    };
  }

  /** A processor about to run {@code code}. */
  SystemGuest guest(byte[] code) {
    SystemGuest guest = isReal() ? SystemGuest.real() : SystemGuest.protectedMode(0);
    guest.memory.copyIn(ORIGIN, code);
    Cpu cpu = guest.cpu;
    if (isReal()) {
      cpu.segments[Segment.CS].selector = base >> 4;
    } else {
      guest.describe(SMALL, 0x5_0010, 0x3FF, 0x93 | BIG);
      guest.describe(EXPAND_DOWN, 0x6_0000, 0xFF, 0x97 | BIG);
      guest.describe(READ_ONLY, 0x5_0000, 0xFFF, 0x91 | BIG);
      guest.describe(STACK, STACK_BASE, 0xFFFF, 0x93 | (stackBits == 32 ? BIG : 0));
      // Execute-only where it has a limit, so that reading by CS is tried both ways.
      int size = bits == 32 ? BIG : 0;
      guest.describe(CODE, base, 0x1FFF, 0x99 | size);
      cpu.segments[Segment.SS].set(STACK, STACK_BASE, 0xFFFF, 0x93 | (stackBits == 32 ? BIG : 0));
      cpu.r[Cpu.RSP] = 0x8000;
      if (base != 0) {
        cpu.segments[Segment.CS].set(CODE, base, 0x1FFF, 0x99 | size);
      }
    }
    cpu.segments[Segment.CS].base = base;
    cpu.rip = (long) ORIGIN - base;
    cpu.modeChanged();
    return guest;
  }
}
