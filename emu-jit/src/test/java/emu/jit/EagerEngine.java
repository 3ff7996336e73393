package emu.jit;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.interp.CodePage;
import emu.core.interp.Interpreter;
import emu.core.interp.Translation;
import emu.core.interp.Translator;
import emu.jit.cache.TranslationCache;

/**
 * An engine for tests: it has what is hot translated at once. With {@code -Demu.engine.hot=1} no
 * block that can be translated is ever interpreted, unless debug registers or the end of a run
 * demand it.
 */
public final class EagerEngine implements ExecutionEngine {
  private final Interpreter interpreter;

  public EagerEngine(Cpu cpu) {
    TranslationCache cache = new TranslationCache(TranslationCache.MOST_WEIGHT);
    Jit jit = new Jit(Jit.Executors.direct(), cache, () -> {});
    interpreter = new Interpreter(cpu, new Eager(jit));
  }

  private record Eager(Jit jit) implements Translator {
    @Override
    public boolean hot(CodePage page, long linear) {
      boolean taken = jit.hot(page, linear);
      jit.publish();
      return taken;
    }

    @Override
    public void veryHot(CodePage page, Translation translation) {
      jit.veryHot(page, translation);
      jit.publish();
    }

    @Override
    public boolean publish() {
      return false;
    }
  }

  @Override
  public void run(long limit) {
    interpreter.run(limit);
  }

  @Override
  public void stop() {
    interpreter.stop();
  }

  @Override
  public void close() {
    interpreter.close();
  }
}
