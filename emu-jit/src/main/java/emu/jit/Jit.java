package emu.jit;

import emu.core.cpu.Cpu;
import emu.core.cpu.EngineStatistics;
import emu.core.cpu.ExecutionEngine;
import emu.core.decode.CodeMode;
import emu.core.interp.Block;
import emu.core.interp.CodePage;
import emu.core.interp.Interpreter;
import emu.core.interp.Translation;
import emu.core.interp.Translator;
import emu.jit.cache.CompiledRegion;
import emu.jit.cache.TranslationCache;
import emu.jit.diagnostics.Diagnostic;
import emu.jit.diagnostics.Diagnostics;
import emu.jit.diagnostics.Dump;
import emu.jit.emit.RegionCompiler;
import emu.jit.emit.Tier;
import emu.jit.hotspot.HotSpot;
import emu.jit.region.Region;
import emu.jit.region.RegionFinder;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Translates hot code beside the guest: regions are found on the guest's thread, translated by an
 * executor for each tier, and given to their pages on the guest's thread again.
 */
public final class Jit implements Translator {
  /** Most regions waiting for translation; what does not fit stays as it is. */
  private static final int MOST_WAITING = 1000;

  private final Queue<Done> done = new ConcurrentLinkedQueue<>();
  private final Executors executors;
  private final TranslationCache cache;

  /** Has the engine look up soon; called on any thread. */
  private final Runnable onDone;

  private final Diagnostics diagnostics;

  /**
   * A region of {@code page} that was translated.
   *
   * @param result null if that is not possible
   * @param base what it improves, or null
   */
  private record Done(CodePage page, Region region, CompiledRegion result, CompiledRegion base) {}

  /** Who translates for the tiers, what to do in the end, and what if a translation fails. */
  record Executors(
      Executor quick, Executor optimising, Runnable onClose, Consumer<Throwable> onFailure) {

    /** Translates at once, for tests. */
    static Executors direct() {
      return new Executors(Runnable::run, Runnable::run, () -> {}, Executors::rethrow);
    }

    /** A thread for each tier. */
    static Executors threads() {
      ExecutorService quick = thread("translator");
      ExecutorService optimising = thread("optimising translator");
      return new Executors(
          quick,
          optimising,
          () -> {
            quick.shutdownNow();
            optimising.shutdownNow();
          },
          failure -> {});
    }

    private static void rethrow(Throwable failure) {
      throw new IllegalStateException("a region cannot be translated", failure);
    }

    private static ExecutorService thread(String name) {
      return new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name(name).factory());
    }
  }

  /**
   * A translator that works by {@code executors} and keeps what it makes in {@code cache}.
   *
   * @param onDone has the engine look up soon; called on any thread
   */
  Jit(Executors executors, TranslationCache cache, Runnable onDone) {
    this(executors, cache, onDone, new Diagnostics());
  }

  Jit(Executors executors, TranslationCache cache, Runnable onDone, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.onDone = onDone;
    this.executors = executors;
    this.cache = cache;
  }

  /** An engine for {@code cpu} that interprets what is cold and translates what is hot. */
  public static ExecutionEngine engine(Cpu cpu) {
    return engine(cpu, new TranslationCache(TranslationCache.MOST_WEIGHT));
  }

  /**
   * The same with a given cache: one at a time for processors of one model, which find there what
   * was translated for those before them.
   */
  public static ExecutionEngine engine(Cpu cpu, TranslationCache cache) {
    return new Interpreter(cpu, new Jit(Executors.threads(), cache, cpu::requestLook));
  }

  /** The same that has {@code dump} write listings. */
  public static ExecutionEngine engine(Cpu cpu, TranslationCache cache, Dump dump) {
    Diagnostics diagnostics = new Diagnostics(dump);
    return new Interpreter(cpu, new Jit(Executors.threads(), cache, cpu::requestLook, diagnostics));
  }

  @Override
  public boolean hot(CodePage page, long linear) {
    int offset = (int) linear & 4095;
    if (page.blockAt(offset).crossesPage()) {
      return true;
    }
    CompiledRegion known = cache.find(page, offset);
    if (known != null && publish(known, page)) {
      return true;
    }
    if (page.rewritesItself()) {
      return false;
    }
    Region region = RegionFinder.find(page, offset, number -> neighbour(page, linear, number));
    boolean accepted = submit(executors.quick, page, region, Tier.QUICK, null);
    if (accepted) {
      region.ownBlocks().forEach(Block::claim);
    }
    return accepted;
  }

  /** Code segments have no end only in 64-bit mode: other code stays in its page. */
  private static CodePage neighbour(CodePage page, long linear, int number) {
    return page.mode() == CodeMode.CODE_64 ? page.neighbour(linear + ((long) number << 12)) : null;
  }

  @Override
  public void veryHot(CodePage page, Translation translation) {
    CompiledRegion base = cache.inUse(translation);
    if (base != null && base.tier() == Tier.QUICK.ordinal()) {
      Region region = base.region().enteredAt(translation.usedEntries());
      if (!submit(executors.optimising, page, region, Tier.OPTIMISED, base)) {
        translation.startOver();
      }
    }
  }

  private boolean submit(
      Executor executor, CodePage page, Region region, Tier tier, CompiledRegion base) {
    try {
      executor.execute(() -> {
        try {
          done.add(new Done(page, region, translate(page, region, tier), base));
        } catch (RuntimeException | LinkageError e) {
          diagnostics.failed(e, tier);
          done.add(new Done(page, region, null, base));
          executors.onFailure.accept(e);
        }
        onDone.run();
      });
      return true;
    } catch (RejectedExecutionException e) {
      diagnostics.count(Diagnostic.QUEUE_FULL, tier);
      return false;
    }
  }

  private CompiledRegion translate(CodePage page, Region region, Tier tier) {
    CodeMode mode = page.mode();
    CompiledRegion known = cache.get(mode, region, tier.ordinal());
    if (known != null) {
      return known;
    }
    Diagnostics.Begun begun = diagnostics.begin();
    RegionCompiler.Result result = RegionCompiler.compile(region, tier);
    if (result == null) {
      diagnostics.count(Diagnostic.TOO_LONG, tier);
      return region.blocks().size() == 1 ? null : translate(page, region.firstHalf(), tier);
    }
    HotSpot.get().compile(result.code(), tier);
    begun.end(region, tier, page, result.classBytes());
    Translation translation =
        new Translation(
            result.code(), region.blocks(), region.entries(), region.pages(), tier.ordinal());
    return cache.put(
        new CompiledRegion(mode, region, tier.ordinal(), translation, result.classBytes()));
  }

  @Override
  public boolean publish() {
    boolean any = !done.isEmpty();
    for (Done next = done.poll(); next != null; next = done.poll()) {
      if (next.result != null) {
        publish(next);
      }
    }
    return cache.tend() || any;
  }

  private void publish(Done next) {
    if (next.base != null) {
      cache.improve(next.base, next.result);
    }
    boolean published = publish(next.result, next.page);
    if (next.base == null) {
      next.region
          .blocks()
          .forEach((offset, block) -> {
            boolean left = !published || !next.result.region().blocks().containsKey(offset);
            if (left && Region.page(offset) == 0) {
              block.release();
            }
          });
    }
  }

  private boolean publish(CompiledRegion region, CodePage page) {
    boolean fits = cache.publish(region, page);
    if (fits) {
      diagnostics.published(region.region(), Tier.of(region.tier()), page);
    }
    return fits;
  }

  @Override
  public void invalidated(CodePage page, Set<Translation> lost) {
    for (Translation translation : lost) {
      CompiledRegion region = cache.inUse(translation);
      if (region != null) {
        diagnostics.invalidated(region.region(), Tier.of(region.tier()), page);
      }
    }
  }

  @Override
  public EngineStatistics statistics() {
    return diagnostics.statistics();
  }

  @Override
  public String report(long translated, long all) {
    TranslationCache.Statistics held = cache.statistics();
    return diagnostics.table()
        + Diagnostics.row("revived", "%,15d".formatted(held.revived()))
        + Diagnostics.row("evicted", "%,15d".formatted(held.evicted()))
        + Diagnostics.row(
            "cache",
            "%,15d regions, by estimate %,d of %,d MiB"
                .formatted(held.regions(), held.weight() >> 20, held.mostWeight() >> 20))
        + Diagnostics.row(
            "run translated",
            "%,15d of %,d instructions, %.1f %%"
                .formatted(translated, all, 100.0 * translated / Math.max(1, all)));
  }

  @Override
  public void close() {
    executors.onClose.run();
    cache.forgetPages();
  }
}
