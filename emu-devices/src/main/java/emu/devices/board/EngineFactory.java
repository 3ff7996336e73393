package emu.devices.board;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;

/** Makes the engine that runs a processor. */
@FunctionalInterface
public interface EngineFactory {

  /** An engine for {@code cpu}, which has no other. */
  ExecutionEngine create(Cpu cpu);
}
