package emu.core.debug;

/** A part of the machine that tells people its state. */
@FunctionalInterface
public interface Described {

  /** The state now, as lines that each end with a newline. Nothing of it changes by being told. */
  String describe();
}
