package emu.devices.board;

import java.util.function.LongPredicate;

/** How a debugger has its guest move, and when that ends. */
sealed interface Motion {

  /** The instruction count at which it ends at the latest. */
  default long limit() {
    return Long.MAX_VALUE;
  }

  /** Whether breakpoints and watchpoints count. */
  default boolean isWatched() {
    return true;
  }

  /** The guest goes where it likes. */
  record Free() implements Motion {
    @Override
    public boolean isWatched() {
      return false;
    }
  }

  /** On until something stops it. */
  record Run() implements Motion {}

  /**
   * On by one instruction.
   *
   * @param limit the count behind it
   * @param holdsInterrupts whether interrupts wait meanwhile
   * @param passes for which offsets in the code segment it takes another step there
   */
  record Step(long limit, boolean holdsInterrupts, LongPredicate passes) implements Motion {}

  /**
   * From power-on to a moment before.
   *
   * @param limit the count at that moment
   * @param stop what to tell then
   */
  record Travel(long limit, DebugStop stop) implements Motion {
    @Override
    public boolean isWatched() {
      return false;
    }
  }

  /**
   * From power-on to where the guest was, to find what would have stopped it last.
   *
   * @param limit the count where it was
   * @param found the way to what was found so far
   */
  record Search(long limit, Travel found) implements Motion {}
}
