package emu.jit.programs;

/**
 * What comes from outside while a program runs.
 *
 * @param after instructions since the event before
 */
record Event(int after, Kind kind, int argument) {

  /** What happens. */
  enum Kind {
    /** The states are compared, as they are after all others. */
    NOTHING,
    /** INTR goes up. */
    INTERRUPT,
    NMI,
    /** A device writes the argument to the program's label {@code patch}, if it has one. */
    DMA,
    /** A device writes what is there already to some place in the program. */
    SAME_BYTES
  }
}
