package emu.cli.suite;

import emu.api.RunResult;
import emu.devices.board.StopReason.Kind;
import java.util.List;
import java.util.Set;

/**
 * What a guest is to do so that its test passes.
 *
 * @param texts what its serial port is to show, one after the other
 * @param statuses the exit statuses that it may give; if none is named and no text either, it is to
 *     switch the machine off, or to give {@link #SUCCESS} through the debug-exit port
 */
public record Expectation(List<String> texts, Set<Integer> statuses) {
  /** The status of a guest that writes 0 to the debug-exit port. */
  public static final int SUCCESS = 1;

  /** Copies both. */
  public Expectation {
    texts = List.copyOf(texts);
    statuses = Set.copyOf(statuses);
  }

  /** Whether the run goes on to the guest's end when all texts have come. */
  boolean wantsEnd() {
    return texts.isEmpty() || !statuses.isEmpty();
  }

  /** Whether a guest that ended so passes, if all texts have come. */
  boolean isMetBy(RunResult result) {
    if (!wantsEnd()) {
      return result.isReached();
    }
    if (!statuses.isEmpty()) {
      return result.exitStatus().stream().anyMatch(statuses::contains);
    }
    return result.end() == Kind.POWER_OFF
        || result.end() == Kind.DEBUG_EXIT && result.exitStatus().orElseThrow() == SUCCESS;
  }
}
