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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Translates hot code beside the guest: regions are found on the guest's thread, translated on
 * another one, and given to their pages on the guest's again.
 */
public final class Jit implements Translator {
  private static final int MOST_WAITING = 1000;

  private final BlockingQueue<Work> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Queue<Work> done = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private final WarmUp warmUp;

  private record Work(CodePage page, Region region, Translation translation) {}

  private Jit(Cpu cpu) {
    warmUp = new WarmUp(cpu.model);
    thread = Thread.ofPlatform().daemon().name("translator").start(this::translate);
  }

  /** An engine for {@code cpu} that interprets what is cold and translates what is hot. */
  public static ExecutionEngine engine(Cpu cpu) {
    return new Interpreter(cpu, new Jit(cpu));
  }

  @Override
  public void hot(CodePage page, int offset) {
    if (page.mode() == CodeMode.CODE_64 && !page.blockAt(offset).crossesPage()) {
      boolean unused = waiting.offer(new Work(page, RegionFinder.find(page, offset), null));
    }
  }

  @Override
  public void publish() {
    for (Work work = done.poll(); work != null; work = done.poll()) {
      boolean unused = work.page.publish(work.region.entry(), work.translation);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void translate() {
    try {
      while (true) {
        Work work = waiting.take();
        Translation.Code code = RegionCompiler.compile(work.region);
        warmUp.run(code);
        Translation translation =
            new Translation(code, Map.copyOf(work.region.blocks()), work.region.lines());
        done.add(new Work(work.page, work.region, translation));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
