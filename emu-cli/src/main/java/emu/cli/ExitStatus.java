package emu.cli;

/**
 * The exit statuses of the program. Those of our own from 2 up are even, so that none but {@link
 * #BAD_INPUT} equals what a guest gives through the debug-exit port, which is always odd.
 */
public enum ExitStatus {
  /**
   * The guest powered off or asked to restart under -no-reboot, the text appeared, or the user
   * left.
   */
  OK(0, "the guest powered off, --until was reached, or you left"),
  /** A file, value or download is not usable. */
  BAD_INPUT(1, "bad input: a file, a value or a download cannot be used"),
  /** The command line is wrong. */
  USAGE(2, "bad usage of the command line"),
  /** A triple fault ended the run. */
  TRIPLE_FAULT(4, "the guest stopped with a triple fault"),
  /** The guest ended, but what --until names never appeared. */
  NOT_REACHED(6, "the guest ended before the --until text appeared"),
  /** The guest can never go on: it halted, or jumps in a circle, with interrupts off. */
  HALTED(8, "the guest halted, or jumps in a circle, for good: nothing can wake its processor"),
  /** Two engines came to different states. */
  DIFFERENT(10, "emu compare: the engines came to different states"),
  /** A test of the user's failed. */
  TEST_FAILED(12, "emu test: a test failed"),
  /** The guest raised the same exception again and again. */
  FAULT_LOOP(14, "the guest raised the same exception again and again"),
  /** A fault of the emulator itself. */
  INTERNAL(70, "an internal error of the emulator"),
  /** A limit ended the run. */
  LIMIT(124, "--timeout or --max-instructions ended the run");

  private final int code;
  private final String meaning;

  ExitStatus(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The status that the operating system sees, 0 to 255. */
  public int code() {
    return code;
  }

  /** What it says about the run, as the help shows it. */
  public String meaning() {
    return meaning;
  }

  /**
   * The status of a guest that wrote {@code value} to the debug-exit port; QEMU: {@code (value <<
   * 1) | 1}.
   */
  public static int ofDebugExit(int value) {
    return ((value << 1) | 1) & 0xFF;
  }
}
