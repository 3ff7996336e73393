package emu.core.debug;

/** A part of the machine whose state takes part in the state hash. */
public interface Hashed {

  /** Adds all guest-visible state, and nothing that depends on the host, in a fixed order. */
  void hashInto(StateHash hash);
}
