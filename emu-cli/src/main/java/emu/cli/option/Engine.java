package emu.cli.option;

import emu.core.interp.Interpreter;
import emu.devices.board.EngineFactory;
import emu.jit.Jit;
import emu.jit.RepeatableJit;
import emu.jit.cache.TranslationCache;
import emu.jit.diagnostics.Dump;
import java.nio.file.Path;
import java.util.function.LongFunction;

/** What runs the code of the guest. */
public enum Engine implements Choice {
  /** Decoded blocks, interpreted. */
  INTERPRETER(
      "interpreter",
      "decoded blocks of instructions, one after the other",
      cacheBytes -> Interpreter::new,
      Interpreter::new),
  /** Hot code translated into JVM classes. */
  JIT(
      "jit",
      "hot 64-bit code translated into JVM classes beside the guest (default)",
      Engine::translating,
      RepeatableJit::engine);

  private final String word;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // A method reference.
  private final LongFunction<EngineFactory> factory;

  @SuppressWarnings("ImmutableEnumChecker")
  private final EngineFactory repeatable;

  Engine(
      String word, String meaning, LongFunction<EngineFactory> factory, EngineFactory repeatable) {
    this.word = word;
    this.meaning = meaning;
    this.factory = factory;
    this.repeatable = repeatable;
  }

  /** What makes one, and others of the same machine when it restarts. */
  public EngineFactory factory() {
    return factory(TranslationCache.MOST_WEIGHT);
  }

  /** The same, with {@code cacheBytes} for translated code at the most. */
  public EngineFactory factory(long cacheBytes) {
    return factory.apply(cacheBytes);
  }

  /** The same, which writes a listing of what it translates, if anything, into {@code folder}. */
  public EngineFactory listing(long cacheBytes, Path folder) {
    if (this != JIT) {
      return factory(cacheBytes);
    }
    TranslationCache cache = new TranslationCache(cacheBytes);
    Dump dump = new Dump(folder, problem -> System.err.println("emu: " + problem));
    return cpu -> Jit.engine(cpu, cache, dump);
  }

  private static EngineFactory translating(long cacheBytes) {
    TranslationCache cache = new TranslationCache(cacheBytes);
    return cpu -> Jit.engine(cpu, cache);
  }

  /** What makes one that does the same in each run, however quick the host is. */
  public EngineFactory repeatable() {
    return repeatable;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  /** What picocli reads --engine with. */
  public static final class Converter extends Choice.Converter<Engine> {
    Converter() {
      super("engine", Engine.class);
    }
  }
}
