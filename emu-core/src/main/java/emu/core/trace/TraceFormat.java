package emu.core.trace;

import java.nio.charset.StandardCharsets;

/**
 * The form of an instruction trace, told in {@code docs/tracing.md}: a head, then records. Each
 * starts with an unsigned LEB128 number: twice the number of a block that ran, or an odd one that
 * says what else follows.
 */
final class TraceFormat {
  /** The first bytes of a trace. */
  static final byte[] MAGIC = "EMUTRACE1\n".getBytes(StandardCharsets.US_ASCII);

  /** A block is defined, and gets the next number from 0 on. */
  static final int DEFINE = 1;

  /** The count of instructions is not what the records before say, but that and a signed number. */
  static final int COUNT = 3;

  /** An interrupt or exception is delivered. */
  static final int INTERRUPT = 5;

  /** The processor shut down. */
  static final int TRIPLE_FAULT = 7;

  /** Nothing follows. */
  static final int END = 9;

  /** Most instructions of a block, and most bytes of one. */
  static final int MOST_INSTRUCTIONS = 64;

  static final int MOST_BYTES = MOST_INSTRUCTIONS * 15;

  private TraceFormat() {}
}
