package emu.devices.board;

/** What devices ask of the machine as a whole. It happens at the next instruction boundary. */
interface Power {

  /** Resets the machine. */
  void reset();

  /** Switches the machine off. */
  void off();

  /** Ends the run with exit status {@code status}. */
  void debugExit(int status);
}
