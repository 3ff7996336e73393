package emu.devices.board;

import emu.core.cpu.EntryState;
import emu.devices.boot.BootException;
import emu.devices.boot.BootTarget;

/** What puts a kernel into memory at power-on and at each reset. */
@FunctionalInterface
public interface BootSource {

  /**
   * Loads.
   *
   * @return the state in which the processor enters the kernel
   * @throws BootException with a sentence for the user if it cannot be done
   */
  EntryState load(BootTarget target) throws BootException;
}
