package emu.core.mmu;

import emu.core.memory.RawMemory;
import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/**
 * Translations for one kind of access at one privilege: a direct-mapped table, and a log of the
 * slots in use, so that a flush costs what was filled and not what there is room for.
 *
 * <p>{@link #entries} holds pairs: tag, and host address minus linear address. A tag is the linear
 * address of the page; its low bits are {@link #SLOW} if accesses must not go to host memory
 * directly (device registers, or a write to a page that holds code), so that the one compare of the
 * fast path fails.
 */
final class Tlb {
  static final int SLOTS = 1024;
  static final int SLOW = 1;

  private static final long EMPTY = 2;

  /** A pair takes 16 bytes. */
  private static final int PAIR_SHIFT = 4;

  final long[] entries = new long[2 * SLOTS];
  private final long[] physical = new long[SLOTS];
  private final boolean[] global = new boolean[SLOTS];
  private final byte[] pageShift = new byte[SLOTS];
  private final short[] log = new short[SLOTS];
  private int logged;

  Tlb() {
    Arrays.fill(entries, EMPTY);
  }

  static int slot(long linear) {
    return (int) (linear >>> 12) & (SLOTS - 1);
  }

  /** Where the pair for {@code linear} is in {@link #entries}, in bytes. */
  static long at(long linear) {
    return linear >>> 12 - PAIR_SHIFT & (long) (SLOTS - 1) << PAIR_SHIFT;
  }

  /** The tag of the pair of {@code entries} at {@code at}. */
  static long tag(long[] entries, long at) {
    return RawMemory.load64(entries, at);
  }

  /** Host address minus linear address of the pair of {@code entries} at {@code at}. */
  static long distance(long[] entries, long at) {
    return RawMemory.load64(entries, at + 8);
  }

  /** Physical address of {@code linear}, or -1 if its page is not here. */
  long physical(long linear) {
    int slot = slot(linear);
    return (entries[2 * slot] & ~SLOW) == (linear & -4096) ? physical[slot] | (linear & 4095) : -1;
  }

  /** Remembers a page; {@code host} is the host address of it, or 0 for the slow way. */
  void fill(long linear, long physicalAddress, long host, boolean isGlobal, int shift) {
    int slot = slot(linear);
    if (entries[2 * slot] == EMPTY) {
      log[logged++] = (short) slot;
    }
    physical[slot] = physicalAddress & -4096;
    setWay(slot, linear & -4096, host);
    global[slot] = isGlobal;
    pageShift[slot] = (byte) shift;
  }

  private void setWay(int slot, long page, long host) {
    entries[2 * slot] = host == 0 ? page | SLOW : page;
    entries[2 * slot + 1] = host - page;
  }

  /**
   * Gives every page another way.
   *
   * @param host from linear and physical address of a page to its host address, or 0 for the slow
   *     way
   */
  void chooseWays(LongBinaryOperator host) {
    for (int i = 0; i < logged; i++) {
      int slot = log[i];
      if (entries[2 * slot] != EMPTY) {
        long page = entries[2 * slot] & ~SLOW;
        setWay(slot, page, host.applyAsLong(page, physical[slot]));
      }
    }
  }

  void flushAll() {
    for (int i = 0; i < logged; i++) {
      entries[2 * log[i]] = EMPTY;
    }
    logged = 0;
  }

  void flushNonGlobal() {
    int kept = 0;
    for (int i = 0; i < logged; i++) {
      short slot = log[i];
      if (global[slot]) {
        log[kept++] = slot;
      } else {
        entries[2 * slot] = EMPTY;
      }
    }
    logged = kept;
  }

  /**
   * Forgets every page that a translation of {@code linear} could have filled, whatever the page's
   * size.
   */
  void flushPage(long linear) {
    int kept = 0;
    for (int i = 0; i < logged; i++) {
      short slot = log[i];
      if ((entries[2 * slot] ^ linear) >>> pageShift[slot] == 0) {
        entries[2 * slot] = EMPTY;
      } else {
        log[kept++] = slot;
      }
    }
    logged = kept;
  }

  /** Forgets every page that lies at the physical page {@code page}. */
  void flushPhysical(long page) {
    int kept = 0;
    for (int i = 0; i < logged; i++) {
      short slot = log[i];
      if (physical[slot] == page) {
        entries[2 * slot] = EMPTY;
      } else {
        log[kept++] = slot;
      }
    }
    logged = kept;
  }
}
