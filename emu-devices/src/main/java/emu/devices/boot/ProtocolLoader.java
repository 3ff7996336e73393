package emu.devices.boot;

import emu.core.cpu.EntryState;

/** A kernel that was read, and the protocol that it is entered by. */
public interface ProtocolLoader {

  /**
   * Puts the kernel, and what its protocol wants, into memory.
   *
   * @return the state in which the processor enters the kernel
   * @throws BootException with a sentence for the user if it cannot be done
   */
  EntryState load(BootContext context) throws BootException;
}
