package emu.jit.diagnostics;

import emu.core.cpu.EngineStatistics;
import emu.jit.emit.Tier;
import emu.jit.region.Region;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts what becomes of regions, and tells Java Flight Recorder; for any thread. */
public final class Diagnostics {
  private static final Tier[] TIERS = Tier.values();
  private static final String NAME = "%-24s";

  private final LongAdder[][] counts =
      Stream.generate(() -> Stream.generate(LongAdder::new).limit(TIERS.length))
          .limit(Diagnostic.values().length)
          .map(row -> row.toArray(LongAdder[]::new))
          .toArray(LongAdder[][]::new);

  /** A region was translated and compiled: {@code bytes} of class file in {@code nanoseconds}. */
  public void translated(Region region, Tier tier, int bytes, long nanoseconds) {
    count(Diagnostic.REGIONS, tier, 1);
    count(Diagnostic.INSTRUCTIONS, tier, region.instructions());
    count(Diagnostic.BYTECODE, tier, bytes);
    count(Diagnostic.COMPILE_TIME, tier, nanoseconds);
  }

  /** Something that {@code diagnostic} counts happened to a region. */
  public void count(Diagnostic diagnostic, Tier tier) {
    count(diagnostic, tier, 1);
  }

  private void count(Diagnostic diagnostic, Tier tier, long more) {
    counts[diagnostic.ordinal()][tier.ordinal()].add(more);
  }

  private long of(Diagnostic diagnostic, Tier tier) {
    return counts[diagnostic.ordinal()][tier.ordinal()].sum();
  }

  /** The count over all tiers. */
  public long sum(Diagnostic diagnostic) {
    return Stream.of(TIERS).mapToLong(tier -> of(diagnostic, tier)).sum();
  }

  /** The sums that both engines can give. */
  public EngineStatistics statistics() {
    return new EngineStatistics(
        sum(Diagnostic.PUBLISHED),
        sum(Diagnostic.REGIONS),
        sum(Diagnostic.BYTECODE),
        sum(Diagnostic.COMPILE_TIME));
  }

  /** A row for each diagnostic, a column for each tier. */
  public String table() {
    StringBuilder text = new StringBuilder(NAME.formatted("JIT"));
    for (Tier tier : TIERS) {
      text.append(" %15s".formatted(tier.name().toLowerCase(Locale.ROOT)));
    }
    text.append('\n');
    for (Diagnostic row : Diagnostic.values()) {
      text.append(NAME.formatted(row.title));
      for (Tier tier : TIERS) {
        text.append(" %,15d".formatted(row.shown(of(row, tier))));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** A row of a table for something that is not counted for each tier. */
  public static String row(String title, String value) {
    return NAME.formatted(title) + " " + value + "\n";
  }
}
