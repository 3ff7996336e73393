package emu.cli.option;

import emu.core.interp.Interpreter;
import emu.devices.board.EngineFactory;

/** What runs the code of the guest. */
public enum Engine implements Choice {
  /** Decoded blocks, interpreted. */
  INTERPRETER(
      "interpreter",
      "decoded blocks of instructions, one after the other (default)",
      Interpreter::new);

  private final String word;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // A method reference.
  private final EngineFactory factory;

  Engine(String word, String meaning, EngineFactory factory) {
    this.word = word;
    this.meaning = meaning;
    this.factory = factory;
  }

  /** What makes one. */
  public EngineFactory factory() {
    return factory;
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
