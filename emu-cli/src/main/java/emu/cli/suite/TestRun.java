package emu.cli.suite;

import emu.api.MachineException;
import emu.api.RunResult;
import emu.api.Until;
import emu.api.VirtualMachine;
import emu.cli.suite.TestResult.Verdict;
import emu.devices.board.StopReason.Kind;
import java.math.BigDecimal;
import java.time.Duration;

/** Runs one test; whatever goes wrong is its result. */
final class TestRun {
  /** Bytes of serial output that a result keeps. */
  private static final int MOST_SERIAL = 1 << 16;

  private final TestCase test;
  private final long started = System.nanoTime();
  private String missing = "";

  private TestRun(TestCase test) {
    this.test = test;
  }

  static TestResult of(TestCase test) {
    TestRun run = new TestRun(test);
    try (VirtualMachine machine = new VirtualMachine(test.config())) {
      return run.judge(run.run(machine), machine);
    } catch (MachineException e) {
      return TestResult.error(test.name(), run.time(), e.getMessage());
    } catch (OutOfMemoryError e) {
      return TestResult.error(
          test.name(),
          run.time(),
          "Java has no memory left: run fewer at once with --jobs, or give it more with"
              + " EMU_JAVA_OPTS=-Xmx4g");
    } catch (RuntimeException | Error e) {
      // One test must not take the others down.
      return TestResult.error(
          test.name(), run.time(), "an internal error of the emulator, please report it: " + e);
    }
  }

  private Duration time() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private RunResult run(VirtualMachine machine) {
    RunResult result = null;
    for (String text : test.expectation().texts()) {
      result = machine.run(limited(Until.serialShows(text), machine));
      if (!result.isReached()) {
        missing = text;
        return result;
      }
    }
    return test.expectation().wantsEnd()
        ? machine.run(limited(Until.guestEnds(), machine))
        : result;
  }

  private Until limited(Until until, VirtualMachine machine) {
    Duration left = test.timeout().minus(time());
    return until
        .within(left.isNegative() ? Duration.ZERO : left)
        .atMost(Math.max(0, test.instructions() - machine.instructions()));
  }

  private TestResult judge(RunResult result, VirtualMachine machine) {
    boolean passed = missing.isEmpty() && test.expectation().isMetBy(result);
    return new TestResult(
        test.name(),
        passed ? Verdict.PASSED : Verdict.FAILED,
        result.exitStatus(),
        result.instructions(),
        time(),
        passed ? "" : why(result, machine.serial().output().lastLine()),
        machine.serial().output().tail(MOST_SERIAL));
  }

  private String why(RunResult result, String lastLine) {
    String what =
        result.end() == Kind.TIMEOUT
            ? "the time-out of " + seconds(test.timeout()) + " s ended the run"
            : result.sentence();
    String awaited = missing.isEmpty() ? "" : "'%s' did not come: ".formatted(missing);
    String last = lastLine.isEmpty() ? "it sent nothing" : "last line '%s'".formatted(lastLine);
    return awaited + what + "; " + last;
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
