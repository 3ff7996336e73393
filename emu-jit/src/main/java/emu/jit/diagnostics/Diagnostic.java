package emu.jit.diagnostics;

/** What is counted of the regions of each tier. */
public enum Diagnostic {
  /** Regions of which a class was made. */
  REGIONS("regions translated"),
  /** Guest instructions in these. */
  INSTRUCTIONS("instructions in them"),
  /** Bytes of their class files. */
  BYTECODE("bytes of bytecode"),
  /** Nanoseconds from the start of a translation to the end of HotSpot's compilation. */
  COMPILE_TIME("compile time, ms") {
    @Override
    long shown(long counted) {
      return counted / 1_000_000;
    }
  },
  /** Regions given to a page to be run, found translated or not. */
  PUBLISHED("published"),
  /** Regions that became longer than HotSpot compiles, and were halved if they could be. */
  TOO_LONG("refused: too long"),
  /** Regions at which the translator failed, which is a defect of it; they are interpreted. */
  FAILED("failed"),
  /** Regions for which the queue had no room. */
  QUEUE_FULL("refused: queue full"),
  /** Regions that a write took from a page. */
  INVALIDATED("invalidated by a write");

  /** Title of its row in a table. */
  final String title;

  Diagnostic(String title) {
    this.title = title;
  }

  /** What a table shows for {@code counted}. */
  long shown(long counted) {
    return counted;
  }
}
