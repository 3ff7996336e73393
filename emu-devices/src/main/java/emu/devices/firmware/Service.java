package emu.devices.firmware;

/** What happens in Java for an interrupt of the BIOS. */
@FunctionalInterface
interface Service {

  /** Serves {@code caller}, or says when to ask again: it finds the registers unchanged then. */
  Answer call(Caller caller);
}
