package emu.cli.compare;

import emu.devices.boot.BootException;
import java.io.OutputStream;
import java.time.Duration;

/** Two machines that are to come to the same states. */
final class Pair implements AutoCloseable {
  private final Subject first;
  private final Subject second;

  private Pair(Subject first, Subject second) {
    this.first = first;
    this.second = second;
  }

  /** Switches both on; {@code serial} takes what the first one's COM1 shows. */
  static Pair start(Setting setting, OutputStream serial) throws BootException {
    Subject first = new Subject(setting.machines(), setting.first(), setting.until(), serial);
    try {
      return new Pair(
          first,
          new Subject(
              setting.machines(),
              setting.second(),
              setting.until(),
              OutputStream.nullOutputStream()));
    } catch (BootException | RuntimeException e) {
      first.close();
      throw e;
    }
  }

  Subject first() {
    return first;
  }

  Subject second() {
    return second;
  }

  /** Runs both to a count of instructions, or to their ends before it. */
  void runTo(long instructions) throws BootException {
    first.runTo(instructions, null);
    second.runTo(instructions, null);
  }

  /**
   * The same within the time that {@code rest} leaves, which is asked before each.
   *
   * @return false if that was over; the machines are at different counts then
   */
  boolean runTo(long instructions, TimeLeft rest) throws BootException {
    return first.runTo(instructions, rest.get()) && second.runTo(instructions, rest.get());
  }

  /** How much of the host's time is left. */
  @FunctionalInterface
  interface TimeLeft {
    /** The time, not negative; null for no limit. */
    Duration get();
  }

  /** Where they stand. */
  Checkpoint checkpoint() {
    boolean together =
        first.end().equals(second.end()) && first.instructions() == second.instructions();
    return new Checkpoint(first.instructions(), first.stateHash(), second.stateHash(), together);
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
