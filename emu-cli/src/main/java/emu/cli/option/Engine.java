package emu.cli.option;

import emu.devices.board.EngineFactory;
import java.nio.file.Path;

/** What runs the code of the guest. */
public enum Engine implements Choice {
  /** Decoded blocks, interpreted. */
  INTERPRETER(
      emu.api.Engine.INTERPRETER,
      "interpreter",
      "decoded blocks of instructions, one after the other"),
  /** Hot code translated into JVM classes. */
  JIT(
      emu.api.Engine.JIT,
      "jit",
      "hot 64-bit code translated into JVM classes beside the guest (default)");

  private final emu.api.Engine ofMachine;
  private final String word;
  private final String meaning;

  Engine(emu.api.Engine ofMachine, String word, String meaning) {
    this.ofMachine = ofMachine;
    this.word = word;
    this.meaning = meaning;
  }

  /** The same for a machine. */
  public emu.api.Engine ofMachine() {
    return ofMachine;
  }

  /** What makes one, and others of the same machine when it restarts. */
  public EngineFactory factory() {
    return factory(emu.api.Engine.TRANSLATION_BYTES);
  }

  /** The same, with {@code cacheBytes} for translated code at the most. */
  public EngineFactory factory(long cacheBytes) {
    return ofMachine.factory(cacheBytes);
  }

  /** The same, which writes a listing of what it translates, if anything, into {@code folder}. */
  public EngineFactory listing(long cacheBytes, Path folder) {
    return ofMachine.listing(cacheBytes, folder, problem -> System.err.println("emu: " + problem));
  }

  /** What makes one that does the same in each run, however quick the host is. */
  public EngineFactory repeatable() {
    return ofMachine.repeatable();
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
