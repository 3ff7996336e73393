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
        public void publish() {}
      };

  /**
   * The block at {@code offset} of {@code page} is about to be interpreted for the {@link
   * Interpreter#HOT}th time.
   *
   * @return false if it is to be reported again after as many times more
   */
  boolean hot(CodePage page, int offset);

  /** A moment at which translations may be given to their pages, see {@link CodePage#publish}. */
  void publish();

  /** The guest is gone. */
  default void close() {}
}
