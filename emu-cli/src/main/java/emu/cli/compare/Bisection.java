package emu.cli.compare;

import emu.core.inspect.CodeLine;
import emu.devices.boot.BootException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Finds the first instruction after which the states of two machines differ. A machine cannot run
 * backwards, so each look at an earlier count is a run of new machines from power-on.
 *
 * <p>An engine that translates whole blocks interprets the block in whose middle it is to stop, and
 * a fault in the translation does not show then. So what lies between the last stop and the first
 * difference may stay longer than one instruction: if the difference goes away when there is a stop
 * in between, stops elsewhere are tried, and at last all instructions in between are suspects.
 */
final class Bisection {
  /** Parts into which a run cuts a stretch; each stays longer than a block. */
  private static final int PARTS = 64;

  /** Stretches up to this long are halved. */
  private static final long SHORT = 4096;

  /** Where the stops lie, in eighths of a part from where they should: one try after the other. */
  private static final int[] SHIFTS = {0, -4, 4, -6, 6};

  /** Instructions shown before the suspects. */
  private static final int CONTEXT = 16;

  /** More suspects than this are not singled out. */
  private static final long MOST_SUSPECTS = 64;

  private final Setting setting;
  private final Progress progress;
  private int runs;

  Bisection(Setting setting, Progress progress) {
    this.setting = setting;
    this.progress = progress;
  }

  /** The states at {@code seen} differ, those at {@code equal} did not. */
  private record Stretch(long equal, Sighting seen) {
    long length() {
      return seen.limit() - equal;
    }
  }

  /** Narrows down what lies between {@code lastEqual} and {@code seen}. */
  Divergence find(long lastEqual, Sighting seen) throws BootException {
    Stretch first = new Stretch(lastEqual, seen);
    Stretch again = run(first, everyStop(seen.limit()));
    Stretch narrow = again == null ? first : narrow(again);
    long suspects = narrow.length() > MOST_SUSPECTS ? 0 : narrow.length();
    long from = Math.max(0, narrow.seen.limit() - suspects - CONTEXT);
    List<CodeLine> path = path(from, narrow.seen.limit());
    int before = (int) Math.min(narrow.seen.limit() - suspects - from, path.size());
    return new Divergence(
        narrow.equal,
        narrow.seen,
        again != null,
        path.subList(0, before),
        path.subList(before, path.size()));
  }

  /** The stops of the comparison that found the difference. */
  private LongStream everyStop(long limit) {
    long every = setting.every();
    return LongStream.concat(
        LongStream.iterate(every, stop -> stop < limit, stop -> stop + every),
        LongStream.of(limit));
  }

  private Stretch narrow(Stretch found) throws BootException {
    Stretch stretch = found;
    int misses = 0;
    while (stretch.length() > 1 && misses < SHIFTS.length) {
      Stretch shorter = run(stretch, stops(stretch, SHIFTS[misses]));
      if (shorter == null || shorter.length() >= stretch.length()) {
        misses++;
      } else {
        stretch = shorter;
        misses = 0;
      }
    }
    return stretch;
  }

  /** Both ends of {@code stretch}, and some counts in between. */
  private static LongStream stops(Stretch stretch, int shift) {
    long length = stretch.length();
    int parts = length > SHORT ? PARTS : 2;
    long limit = stretch.seen.limit();
    LongStream between =
        LongStream.range(1, parts)
            .map(part -> stretch.equal + length * (8L * part + shift) / (8L * parts));
    return LongStream.concat(
            LongStream.concat(LongStream.of(stretch.equal), between), LongStream.of(limit))
        .filter(stop -> stop > 0)
        .distinct();
  }

  /** Runs new machines from stop to stop; the stretch in which they part, null if they do not. */
  private Stretch run(Stretch within, LongStream stops) throws BootException {
    runs++;
    long equal = 0;
    try (Pair pair = Pair.start(setting, OutputStream.nullOutputStream())) {
      for (long stop : (Iterable<Long>) stops::iterator) {
        progress.at(
            "different between %,d and %,d; run %d: %,d"
                .formatted(within.equal, within.seen.limit(), runs, stop));
        pair.runTo(stop);
        if (!pair.checkpoint().isEqual()) {
          return new Stretch(equal, Sighting.of(pair, stop));
        }
        equal = stop;
      }
    }
    return null;
  }

  /** The instructions that the first machine runs from one count to another. */
  private List<CodeLine> path(long from, long to) throws BootException {
    List<CodeLine> path = new ArrayList<>();
    try (Subject subject =
        new Subject(
            setting.machines(),
            setting.first(),
            setting.until(),
            OutputStream.nullOutputStream())) {
      long at = from;
      subject.runTo(at, null);
      while (at < to && !subject.hasEnded()) {
        path.add(subject.nextInstruction());
        subject.runTo(++at, null);
      }
    }
    return path;
  }
}
