package emu.core.time;

/**
 * The one time base of a machine; every timer, counter and calendar of the board derives from it.
 */
@FunctionalInterface
public interface Clock {

  /** Virtual nanoseconds since power-on; never decreases. */
  long now();
}
