package emu.jit;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.decode.CodeMode;
import emu.core.interp.CodePage;
import emu.core.interp.Interpreter;
import emu.core.interp.Translation;
import emu.core.interp.Translator;
import emu.jit.emit.RegionCompiler;
import emu.jit.region.Region;
import emu.jit.region.RegionFinder;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Translates hot code beside the guest: regions are found on the guest's thread, translated by an
 * executor, and given to their pages on the guest's thread again.
 */
public final class Jit implements Translator {
  /** Most regions waiting for translation; what does not fit stays interpreted for a while. */
  private static final int MOST_WAITING = 1000;

  private final Queue<Done> done = new ConcurrentLinkedQueue<>();
  private final Executor executor;
  private final Runnable onClose;
  private final WarmUp warmUp;
  private int published;

  private record Done(CodePage page, int entry, Translation translation) {}

  /** A translator for {@code cpu} that works by {@code executor}, one region at a time. */
  Jit(Cpu cpu, Executor executor, Runnable onClose) {
    this.executor = executor;
    this.onClose = onClose;
    this.warmUp = new WarmUp(cpu.model);
  }

  /** An engine for {@code cpu} that interprets what is cold and translates what is hot. */
  public static ExecutionEngine engine(Cpu cpu) {
    HotSpotDirectives.install();
    ExecutorService executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("translator").factory());
    return new Interpreter(cpu, new Jit(cpu, executor, executor::shutdownNow));
  }

  @Override
  public boolean hot(CodePage page, int offset) {
    if (page.mode() != CodeMode.CODE_64 || page.blockAt(offset).crossesPage()) {
      return true;
    }
    Region region = RegionFinder.find(page, offset);
    try {
      executor.execute(() -> translate(page, region));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void translate(CodePage page, Region region) {
    Translation.Code code = RegionCompiler.compile(region);
    warmUp.run(code);
    Translation translation = new Translation(code, Map.copyOf(region.blocks()), region.lines());
    done.add(new Done(page, region.entry(), translation));
  }

  @Override
  public void publish() {
    for (Done next = done.poll(); next != null; next = done.poll()) {
      if (next.page.publish(next.entry, next.translation)) {
        published++;
      }
    }
  }

  /** How many translations have been given to their pages. */
  int published() {
    return published;
  }

  @Override
  public void close() {
    onClose.run();
  }
}
