package emu.devices.board;

/** What a triple fault does to a machine whose resets do not end the run. */
public enum TripleFaultAction {
  /**
   * It resets the machine, as on a PC, with one exception: a kernel that was loaded directly stops,
   * unless it restarts the machine on purpose by an IDT without entries and an INT.
   */
  AUTO,
  /** It ends the run. */
  STOP,
  /** It resets the machine. */
  RESET
}
