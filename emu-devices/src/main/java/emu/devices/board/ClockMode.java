package emu.devices.board;

/** What the machine's time follows. */
public enum ClockMode {
  /** Retired instructions; HLT goes straight to the next event. A run can be repeated exactly. */
  VIRTUAL,

  /** The host's clock; HLT waits. */
  HOST
}
