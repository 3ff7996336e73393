package emu.jit.diagnostics;

import emu.core.cpu.EngineStatistics;
import emu.core.interp.CodePage;
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

  private final Dump dump;

  /** The first that failed. */
  private volatile Throwable failure;

  /** Counts, and keeps no listings. */
  public Diagnostics() {
    this(null);
  }

  /** Counts, and has {@code dump} write listings unless it is null. */
  public Diagnostics(Dump dump) {
    this.dump = dump;
  }

  /** A translation that has begun. */
  public final class Begun {
    private final RegionTranslated event = new RegionTranslated();
    private final long start = System.nanoTime();

    private Begun() {
      event.begin();
    }

    /** It ended in a class file of {@code bytes} for {@code region} of {@code page}. */
    public void end(Region region, Tier tier, CodePage page, int bytes) {
      count(Diagnostic.REGIONS, tier, 1);
      count(Diagnostic.INSTRUCTIONS, tier, region.instructions());
      count(Diagnostic.BYTECODE, tier, bytes);
      count(Diagnostic.COMPILE_TIME, tier, System.nanoTime() - start);
      event.bytes = bytes;
      event.record(region, tier.ordinal(), page);
      if (dump != null) {
        dump.write(region, tier, page);
      }
    }
  }

  /** The start of a translation. */
  public Begun begin() {
    return new Begun();
  }

  /** A region was given to a page. */
  public void published(Region region, Tier tier, CodePage page) {
    count(Diagnostic.PUBLISHED, tier);
    new RegionPublished().record(region, tier.ordinal(), page);
  }

  /** A write to a page took a region from it. */
  public void invalidated(Region region, Tier tier, CodePage page) {
    count(Diagnostic.INVALIDATED, tier);
    new RegionInvalidated().record(region, tier.ordinal(), page);
  }

  /** The translator failed at a region by {@code thrown}. */
  public void failed(Throwable thrown, Tier tier) {
    count(Diagnostic.FAILED, tier);
    if (failure == null) {
      failure = thrown;
    }
  }

  /** A region did not fit into a cache, which counts that itself. */
  public static void evicted(Region region, int tier) {
    new RegionEvicted().record(region, tier);
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
    if (failure != null) {
      text.append(row("first failure", failure.toString().lines().findFirst().orElse("")));
    }
    return text.toString();
  }

  /** A row of a table for something that is not counted for each tier. */
  public static String row(String title, String value) {
    return NAME.formatted(title) + " " + value + "\n";
  }
}
