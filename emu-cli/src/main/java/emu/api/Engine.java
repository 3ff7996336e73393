package emu.api;

import emu.core.interp.Interpreter;
import emu.devices.board.EngineFactory;
import emu.jit.Jit;
import emu.jit.RepeatableJit;
import emu.jit.cache.TranslationCache;
import emu.jit.diagnostics.Dump;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What runs the code of a guest; all come to the same states. */
public enum Engine {
  /** Decoded blocks, interpreted. */
  INTERPRETER,
  /** Hot code translated into JVM classes, beside the guest. */
  JIT;

  /** The most memory that translated code takes if nothing else is wanted, in bytes by estimate. */
  public static final long TRANSLATION_BYTES = TranslationCache.MOST_WEIGHT;

  /**
   * What makes the engines of one machine, one after the other as it restarts.
   *
   * @param cacheBytes the most memory that translated code may take, by estimate
   */
  public EngineFactory factory(long cacheBytes) {
    if (this == INTERPRETER) {
      return Interpreter::new;
    }
    TranslationCache cache = new TranslationCache(cacheBytes);
    return cpu -> Jit.engine(cpu, cache);
  }

  /**
   * The same, which writes a listing of what it translates, if anything.
   *
   * @param folder where the listings go
   * @param problems is told in a sentence if one cannot be written
   */
  public EngineFactory listing(long cacheBytes, Path folder, Consumer<String> problems) {
    if (this == INTERPRETER) {
      return factory(cacheBytes);
    }
    TranslationCache cache = new TranslationCache(cacheBytes);
    Dump dump = new Dump(folder, problems);
    return cpu -> Jit.engine(cpu, cache, dump);
  }

  /** What makes engines that do the same in each run, however quick the host is. */
  public EngineFactory repeatable() {
    return this == INTERPRETER ? Interpreter::new : RepeatableJit::engine;
  }
}
