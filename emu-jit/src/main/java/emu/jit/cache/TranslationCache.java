package emu.jit.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import emu.core.decode.CodeMode;
import emu.core.interp.CodePage;
import emu.core.interp.Interpreter;
import emu.core.interp.Translation;
import emu.jit.diagnostics.Diagnostics;
import emu.jit.region.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Translated regions by the guest code that they were made of, up to a weight.
 *
 * <p>A page that was written, or a program that is started again at other physical addresses, finds
 * its code here. What does not fit is evicted; pages stop using it at the next {@link #tend}, and
 * its class can be unloaded.
 *
 * <p>That code runs is not seen here, only that it is looked up. So once the cache fills, regions
 * in use take a rest in turn: their pages interpret them for some rounds, and whatever is still hot
 * is looked up again. What is not looked up becomes the coldest and goes first.
 *
 * <p>{@link #get} and {@link #put} are for any thread, the rest for the guest's.
 */
public final class TranslationCache {
  /**
   * What a cache holds at the most if nothing else is wanted: twice what a boot of Debian's
   * installer needs. With what HotSpot's compilers take, the process grows by less than 300 MB.
   */
  public static final long MOST_WEIGHT = 192L << 20;

  /** Most regions that are evicted to make room for one. */
  private static final int MOST_AT_ONCE = 256;

  /** How many regions rest for each new one. */
  private static final int REST_FOR_EACH = 2;

  /** How often a block that rested counts as interpreted: it is hot after 16 more. */
  private static final int RESTED = Math.max(0, Interpreter.HOT - 16);

  private final Cache<CodeKey, CompiledRegion> regions;
  private final Map<CodeKey, List<CompiledRegion>> byEntry = new ConcurrentHashMap<>();

  /** What was evicted and may still run. */
  private final Queue<CompiledRegion> retired = new ConcurrentLinkedQueue<>();

  private final LongAdder revived = new LongAdder();
  private final LongAdder evicted = new LongAdder();
  private final long mostWeight;

  /** Published regions by their translations, the one that was longest so first. */
  private final SequencedMap<Translation, CompiledRegion> inUse = new LinkedHashMap<>();

  /** How many regions are to rest. */
  private final AtomicInteger toRest = new AtomicInteger();

  /**
   * An empty cache.
   *
   * @param mostWeight the most bytes that translations may take in the process, by {@link Weight}
   */
  public TranslationCache(long mostWeight) {
    this.mostWeight = mostWeight;
    regions =
        Caffeine.newBuilder()
            .maximumWeight(mostWeight)
            .weigher((CodeKey key, CompiledRegion region) -> Weight.of(region))
            .executor(Runnable::run)
            .evictionListener((key, region, cause) -> evict(region))
            .build();
  }

  /**
   * The best region that can be entered at {@code offset} of {@code page} and was made of the code
   * that is there now, or null. There is a block at {@code offset}.
   */
  public CompiledRegion find(CodePage page, int offset) {
    CodeKey entry = CodeKey.ofEntry(page.mode(), offset, page.blockAt(offset));
    for (CompiledRegion region : byEntry.getOrDefault(entry, List.of())) {
      // The look into Caffeine's map tells it that the region is used.
      if (region.fits(page) && regions.getIfPresent(region.key) == region) {
        revived.increment();
        return region;
      }
    }
    return null;
  }

  /** What was made of {@code region} for {@code tier}, or null. */
  public CompiledRegion get(CodeMode mode, Region region, int tier) {
    return regions.getIfPresent(CodeKey.of(mode, tier, region));
  }

  /** Keeps {@code region}; returns what was kept already for its key, or else {@code region}. */
  public CompiledRegion put(CompiledRegion region) {
    makeRoom(Weight.of(region));
    // First, so that the eviction finds it there if it does not fit.
    index(region);
    CompiledRegion kept = regions.asMap().putIfAbsent(region.key, region);
    if (kept != null) {
      retire(region);
      return kept;
    }
    return region;
  }

  /**
   * Evicts what is coldest. Caffeine alone would rather send away the new region, which it has seen
   * only once; but that is hot now.
   */
  private void makeRoom(int weight) {
    var policy = regions.policy().eviction().orElseThrow();
    long free = mostWeight - policy.weightedSize().orElseThrow() - weight;
    if (free < mostWeight / 4) {
      toRest.addAndGet(REST_FOR_EACH);
    }
    if (free < 0) {
      long wanted = mostWeight / 32 - free;
      for (CompiledRegion region : policy.coldest(MOST_AT_ONCE).values()) {
        if (wanted > 0 && regions.asMap().remove(region.key, region)) {
          evict(region);
          wanted -= Weight.of(region);
        }
      }
    }
  }

  /**
   * Has {@code region}, and what improves it, run in {@code page} from all entries that the page
   * has decoded.
   *
   * @return false if the page holds other code, or if the region was evicted
   */
  public boolean publish(CompiledRegion region, CodePage page) {
    if (!region.publish(page)) {
      return false;
    }
    inUse.putIfAbsent(region.translation(), region);
    CompiledRegion better = region.better();
    if (better != null && !publish(better, page) && better.isRetired()) {
      // It may earn another.
      region.improve(null);
      region.translation().startOver();
    }
    return true;
  }

  /**
   * Has the pages that use {@code region} use {@code faster}, of the same code, where it can be
   * entered.
   */
  public void improve(CompiledRegion region, CompiledRegion faster) {
    region.improve(faster);
    region.pages().forEach(page -> publish(faster, page));
  }

  /** Counts no page as using anything: the processor is gone. */
  public void forgetPages() {
    inUse.values().forEach(CompiledRegion::forgetPages);
    inUse.clear();
    for (CompiledRegion region : regions.asMap().values()) {
      if (region.isLinked() && regions.asMap().remove(region.key, region)) {
        retire(region);
      }
    }
    retired.clear();
  }

  /** The region of a translation that runs; null once it was withdrawn. */
  public CompiledRegion inUse(Translation translation) {
    return inUse.get(translation);
  }

  /**
   * Has the pages interpret again what was evicted, and some of what they use.
   *
   * @return whether there was any
   */
  public boolean tend() {
    boolean any = false;
    for (CompiledRegion next = retired.poll(); next != null; next = retired.poll()) {
      inUse.remove(next.translation());
      next.withdraw(0);
      any = true;
    }
    for (int i = toRest.getAndSet(0); i > 0 && !inUse.isEmpty(); i--) {
      inUse.pollFirstEntry().getValue().withdraw(RESTED);
      any = true;
    }
    return any;
  }

  /** What it holds and has done. */
  public Statistics statistics() {
    return new Statistics(
        regions.estimatedSize(),
        regions.policy().eviction().orElseThrow().weightedSize().orElseThrow(),
        mostWeight,
        revived.sum(),
        evicted.sum());
  }

  /**
   * What a cache holds and has done.
   *
   * @param regions how many it holds
   * @param weight their bytes in the process, by estimate
   * @param mostWeight the most that they may be
   * @param revived how often guest code was found translated
   * @param evicted how many regions did not fit any more
   */
  public record Statistics(
      long regions, long weight, long mostWeight, long revived, long evicted) {}

  private void evict(CompiledRegion region) {
    evicted.increment();
    Diagnostics.evicted(region.region(), region.tier());
    retire(region);
  }

  private void retire(CompiledRegion region) {
    region.retire();
    unindex(region);
    retired.add(region);
  }

  private void index(CompiledRegion region) {
    for (CodeKey entry : region.entryKeys()) {
      byEntry.compute(entry, (key, there) -> with(there, region));
    }
  }

  private void unindex(CompiledRegion region) {
    for (CodeKey entry : region.entryKeys()) {
      byEntry.computeIfPresent(entry, (key, there) -> without(there, region));
    }
  }

  private static List<CompiledRegion> with(List<CompiledRegion> there, CompiledRegion region) {
    List<CompiledRegion> more = there == null ? new ArrayList<>() : new ArrayList<>(there);
    more.add(region);
    more.sort(Comparator.comparingInt(CompiledRegion::tier).reversed());
    return List.copyOf(more);
  }

  private static List<CompiledRegion> without(List<CompiledRegion> there, CompiledRegion region) {
    List<CompiledRegion> fewer = there.stream().filter(other -> other != region).toList();
    return fewer.isEmpty() ? null : fewer;
  }
}
