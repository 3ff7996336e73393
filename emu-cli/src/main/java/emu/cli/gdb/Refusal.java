package emu.cli.gdb;

/** A command that cannot be done; the message is the answer. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private Refusal(String answer) {
    super(answer, null, false, false);
  }

  /** The packet is not written as it should be (EINVAL). */
  static Refusal malformed() {
    return new Refusal("E16");
  }

  /** Memory or a register cannot be reached (EFAULT). */
  static Refusal unreachable() {
    return new Refusal("E0e");
  }

  /** There are too many (ENOSPC). */
  static Refusal full() {
    return new Refusal("E1c");
  }

  /** For the user to read. */
  static Refusal because(String sentence) {
    return new Refusal("E." + sentence);
  }
}
