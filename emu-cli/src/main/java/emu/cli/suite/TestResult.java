package emu.cli.suite;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What came of a test.
 *
 * @param name the test
 * @param verdict whether it passed
 * @param status the exit status that the guest gave, if it did
 * @param instructions how many instructions it ran
 * @param time how long it took by the host's clock
 * @param why why it did not pass, in one sentence; empty if it did
 * @param serial the end of what it sent through its serial port
 */
public record TestResult(
    String name,
    Verdict verdict,
    OptionalInt status,
    long instructions,
    Duration time,
    String why,
    String serial) {

  /** Whether a test passed. */
  public enum Verdict {
    /** It did. */
    PASSED("passed"),
    /** The guest did something else than it was to do. */
    FAILED("FAILED"),
    /** The guest could not be run. */
    ERROR("ERROR");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    /** It for people. */
    String word() {
      return word;
    }
  }

  /** One that could not be run. */
  static TestResult error(String name, Duration time, String why) {
    return new TestResult(name, Verdict.ERROR, OptionalInt.empty(), 0, time, why, "");
  }

  /** Whether it passed. */
  public boolean passed() {
    return verdict == Verdict.PASSED;
  }

  /** Host time in seconds. */
  double seconds() {
    return time.toMillis() / 1e3;
  }
}
