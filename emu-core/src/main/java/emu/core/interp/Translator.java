package emu.core.interp;

/** Makes translations of hot code; called on the guest's thread. */
public interface Translator {

  /** Translates nothing. */
  Translator NONE =
      new Translator() {
        @Override
        public boolean hot(CodePage page, int offset) {
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
   * The block at {@code offset} of {@code page} is about to be interpreted for the {@link
   * Interpreter#HOT}th time.
   *
   * @return false if it is to be reported again after as many times more
   */
  boolean hot(CodePage page, int offset);

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

  /** The guest is gone. */
  default void close() {}
}
