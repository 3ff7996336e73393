package emu.cli.compare;

import emu.devices.board.EngineFactory;

/**
 * An engine to compare.
 *
 * @param name what the user calls it
 * @param factory makes one
 * @param repeatable makes one that does the same in each run
 */
public record NamedEngine(String name, EngineFactory factory, EngineFactory repeatable) {

  /** Only the engine that does the same in each run. */
  NamedEngine onlyRepeatable() {
    return new NamedEngine(name, repeatable, repeatable);
  }
}
