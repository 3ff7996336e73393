package emu.devices.board;

import emu.devices.storage.Drive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What came to a machine from outside since power-on, each with the virtual time at which it came,
 * so that it can come again. With a virtual clock nothing else decides what a machine does.
 *
 * <p>A recording that is rewound is replayed up to its end; from there on it goes on.
 */
final class Recording {
  /** The most that is kept; a person who types needs weeks for that. */
  private static final int MOST = 1 << 20;

  private record Happening(long time, Runnable action) {}

  private final List<Drive> drives;
  private final List<Happening> happenings = new ArrayList<>();
  private int next;
  private long end;
  private Optional<String> gap;

  /** An empty recording of the machine that {@code config} describes. */
  Recording(BoardConfig config) {
    drives = config.drives();
    gap =
        config.clock() == ClockMode.VIRTUAL
            ? Optional.empty()
            : Optional.of(
                "with the host's clock no run comes again: start with --clock virtual to go back");
  }

  /** Why it cannot be replayed, as a sentence that says what to do; empty if it can. */
  Optional<String> obstacle() {
    return gap.or(() ->
        drives.stream().allMatch(Drive::canRewind)
            ? Optional.empty()
            : Optional.of(
                "a disk was written or exchanged, so the run cannot come again: start with "
                    + "-snapshot to go back"));
  }

  /**
   * The same machine, but what was sent to the host before is not sent again in a replay.
   *
   * @param now the virtual time
   */
  BoardConfig around(BoardConfig config, LongSupplier now) {
    return config.withGate(sink ->
        value -> {
          if (!isReplayed(now.getAsLong())) {
            sink.accept(value);
          }
        });
  }

  /** Does {@code action} now, at virtual time {@code time}, and each time that this is replayed. */
  void happen(long time, Runnable action) {
    if (gap.isEmpty() && happenings.size() == MOST) {
      gap = Optional.of("more came from outside than is kept to be repeated: start again");
      happenings.clear();
      next = 0;
    }
    if (gap.isEmpty()) {
      happenings.add(new Happening(time, action));
      next = happenings.size();
    }
    action.run();
  }

  /** Whether virtual time {@code now} was passed before: what happens is what happened then. */
  boolean isReplayed(long now) {
    return now < end;
  }

  /** When something happens again, or {@link Long#MAX_VALUE}. */
  long nextTime() {
    return next < happenings.size() ? happenings.get(next).time : Long.MAX_VALUE;
  }

  /** Does again what happened up to virtual time {@code now}. */
  void replayUntil(long now) {
    while (nextTime() <= now) {
      happenings.get(next++).action.run();
    }
  }

  /**
   * Begins again, with the drives as they were then; {@code now} is how far the machine has come.
   *
   * @throws IllegalStateException if there is an {@link #obstacle}
   */
  void rewind(long now) {
    obstacle()
        .ifPresent(sentence -> {
          throw new IllegalStateException(sentence);
        });
    drives.forEach(Drive::rewind);
    end = Math.max(end, now);
    next = 0;
  }

  /** Forgets what is still to be replayed: from {@code now} on the machine goes another way. */
  void cut(long now) {
    happenings.subList(next, happenings.size()).clear();
    end = Math.min(end, now);
  }
}
