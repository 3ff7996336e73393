package emu.core.cpu;

import emu.core.debug.StateHash;

/**
 * A segment register with its hidden part (SDM 3A 3.4.3), or GDTR, IDTR, LDTR and TR, which have
 * the same parts.
 */
public final class Segment {
  public static final int ES = 0;
  public static final int CS = 1;
  public static final int SS = 2;
  public static final int DS = 3;
  public static final int FS = 4;
  public static final int GS = 5;

  /** Accessed bit of {@link #access}, for code and data segments. */
  public static final int ACCESSED = 1;

  /** Writable data segment, or readable code segment. */
  public static final int WRITABLE = 2;

  /** Expand-down data segment, or conforming code segment. */
  public static final int EXPAND_DOWN = 4;

  /** Code segment. */
  public static final int CODE = 8;

  /** Code or data segment, not a system segment. */
  public static final int CODE_OR_DATA = 0x10;

  /** Present. */
  public static final int PRESENT = 0x80;

  /** 64-bit code segment (L). */
  public static final int LONG = 0x2000;

  /** D/B flag: 32-bit code, stack or upper bound. */
  public static final int DEFAULT_BIG = 0x4000;

  /** Limit counts pages (G); {@link #limit} is in bytes all the same. */
  public static final int GRANULARITY = 0x8000;

  /** The visible part. */
  public int selector;

  /** Linear address of the segment's start. */
  public long base;

  /** Highest offset, in bytes, 0 to 0xFFFFFFFF. */
  public long limit;

  /**
   * Bits 15:0 are bits 55:40 of the descriptor: type, S, DPL, P, AVL, L, D/B, G (bits 11:8 are
   * zero). 0 if unusable.
   */
  public int access;

  /** Sets all parts. */
  public void set(int newSelector, long newBase, long newLimit, int newAccess) {
    selector = newSelector;
    base = newBase;
    limit = newLimit;
    access = newAccess;
  }

  /** Copies all parts of {@code other}. */
  public void set(Segment other) {
    set(other.selector, other.base, other.limit, other.access);
  }

  /** Descriptor privilege level, 0 to 3. */
  public int dpl() {
    return access >> 5 & 3;
  }

  /** Whether all bits of {@code flag} are set in {@link #access}. */
  public boolean is(int flag) {
    return (access & flag) == flag;
  }

  void hashInto(StateHash hash) {
    hash.add(selector).add(base).add(limit).add(access);
  }
}
