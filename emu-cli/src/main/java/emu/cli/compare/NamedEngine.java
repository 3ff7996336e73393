package emu.cli.compare;

import emu.devices.board.EngineFactory;

/**
 * An engine to compare.
 *
 * @param name what the user calls it
 * @param factory makes one
 */
public record NamedEngine(String name, EngineFactory factory) {}
