package emu.cli.option;

import emu.core.interp.Interpreter;
import emu.devices.board.EngineFactory;
import emu.jit.Jit;
import emu.jit.RepeatableJit;

/** What runs the code of the guest. */
public enum Engine implements Choice {
  /** Decoded blocks, interpreted. */
  INTERPRETER(
      "interpreter",
      "decoded blocks of instructions, one after the other (default)",
      Interpreter::new,
      Interpreter::new),
  /** Hot code translated into JVM classes. */
  JIT(
      "jit",
      "hot 64-bit code translated into JVM classes beside the guest (young: no faster on short"
          + " runs)",
      Jit::engine,
      RepeatableJit::engine);

  private final String word;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // A method reference.
  private final EngineFactory factory;

  @SuppressWarnings("ImmutableEnumChecker")
  private final EngineFactory repeatable;

  Engine(String word, String meaning, EngineFactory factory, EngineFactory repeatable) {
    this.word = word;
    this.meaning = meaning;
    this.factory = factory;
    this.repeatable = repeatable;
  }

  /** What makes one. */
  public EngineFactory factory() {
    return factory;
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
