package emu.cli.compare;

import emu.devices.board.EngineFactory;
import emu.devices.board.Machine;
import emu.devices.boot.BootException;
import java.util.function.IntConsumer;

/** Switches on machines with a virtual clock that differ in nothing but their engine. */
@FunctionalInterface
public interface MachineSource {

  /**
   * A machine that has run nothing yet.
   *
   * @param serial takes what its guest sends through COM1
   */
  Machine create(EngineFactory engine, IntConsumer serial) throws BootException;
}
