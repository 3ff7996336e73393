package emu.core.interp;

import emu.core.cpu.EngineStatistics;
import emu.core.cpu.ExecutionEngine;
import java.util.Set;

/** Makes translations of hot code; called on the guest's thread. */
public interface Translator {

  /** Translates nothing. */
  Translator NONE =
      new Translator() {
        @Override
        public boolean hot(CodePage page, long linear) {
          return true;
        }

        @Override
        public void veryHot(CodePage page, Translation translation) {}

        @Override
        public boolean publish() {
          return false;
        }
      };

  /**
   * The block of {@code page} at {@code linear}, where it is mapped, is about to be interpreted for
   * the {@link Interpreter#HOT}th time.
   *
   * @return false if it is to be reported again after as many times more
   */
  boolean hot(CodePage page, long linear);

  /**
   * {@code translation}, of blocks of {@code page}, has retired {@link Interpreter#VERY_HOT}
   * instructions.
   */
  void veryHot(CodePage page, Translation translation);

  /**
   * A moment at which translations may be given to their pages, see {@link CodePage#publish}, or
   * taken from them.
   *
   * @return whether any was
   */
  boolean publish();

  /** A write to {@code page} took {@code lost}, which ran there, from it. */
  default void invalidated(CodePage page, Set<Translation> lost) {}

  /** See {@link ExecutionEngine#statistics}. */
  default EngineStatistics statistics() {
    return EngineStatistics.NONE;
  }

  /**
   * See {@link ExecutionEngine#report}.
   *
   * @param translated instructions that retired in translations
   * @param all instructions that retired
   */
  default String report(long translated, long all) {
    return "";
  }

  /** The guest is gone. */
  default void close() {}
}
