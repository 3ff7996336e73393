package emu.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Up to where a machine runs. Whatever it is, a run ends when the guest does: when it switches the
 * machine off, restarts it, ends it through the debug-exit port, halts for good, or causes a triple
 * fault.
 *
 * @param serial a text that is to come through the first serial port, after what an earlier run
 *     waited for
 * @param screen a text that is to be shown in a line of the screen
 * @param instructions how many instructions to run, at most; {@link Long#MAX_VALUE} for any number
 * @param within how long to run by the host's clock, at most
 */
public record Until(
    Optional<String> serial,
    Optional<String> screen,
    long instructions,
    Optional<Duration> within) {
  private static final Until GUEST_ENDS =
      new Until(Optional.empty(), Optional.empty(), Long.MAX_VALUE, Optional.empty());

  /** Checks that texts are not empty and limits not negative. */
  public Until {
    Objects.requireNonNull(within);
    if (serial.filter(String::isEmpty).isPresent() || screen.filter(String::isEmpty).isPresent()) {
      throw new MachineException("there is an empty text to wait for: give one with letters");
    }
    if (instructions < 0 || within.filter(Duration::isNegative).isPresent()) {
      throw new MachineException("a run cannot have a negative limit");
    }
  }

  /** Until the guest ends. */
  public static Until guestEnds() {
    return GUEST_ENDS;
  }

  /** Until the first serial port has sent {@code text}. */
  public static Until serialShows(String text) {
    return new Until(Optional.of(text), Optional.empty(), Long.MAX_VALUE, Optional.empty());
  }

  /**
   * Until a line of the screen shows {@code text}; the screen is looked at every 20 milliseconds of
   * the guest's time.
   */
  public static Until screenShows(String text) {
    return new Until(Optional.empty(), Optional.of(text), Long.MAX_VALUE, Optional.empty());
  }

  /** Until {@code count} more instructions have retired. */
  public static Until instructions(long count) {
    return GUEST_ENDS.atMost(count);
  }

  /** The same, but for {@code count} more instructions at the most. */
  public Until atMost(long count) {
    return new Until(serial, screen, count, within);
  }

  /** The same, but for {@code time} of the host's clock at the most. */
  public Until within(Duration time) {
    return new Until(serial, screen, instructions, Optional.of(time));
  }

  /** What is waited for, for people. */
  String goal() {
    return serial
        .map(text -> "send '" + text + "' through its serial port")
        .or(() -> screen.map(text -> "show '" + text + "' on its screen"))
        .orElse("end");
  }
}
