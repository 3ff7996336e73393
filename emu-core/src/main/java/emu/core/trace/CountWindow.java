package emu.core.trace;

/**
 * Part of a run, by counts of instructions.
 *
 * @param from the count at which it starts
 * @param to the count at which it has ended
 */
public record CountWindow(long from, long to) {
  /** The whole run. */
  public static final CountWindow ALL = new CountWindow(0, Long.MAX_VALUE);

  /** {@code count} instructions from count {@code from} on, both at least 0. */
  public static CountWindow of(long from, long count) {
    return new CountWindow(from, count > Long.MAX_VALUE - from ? Long.MAX_VALUE : from + count);
  }

  /** Whether what happens at {@code count} is in it. */
  public boolean holds(long count) {
    return count >= from && count < to;
  }
}
