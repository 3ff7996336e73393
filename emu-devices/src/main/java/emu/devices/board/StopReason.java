package emu.devices.board;

/**
 * Why a run ended.
 *
 * @param kind what happened
 * @param status exit status that the guest gave through the debug-exit port; 0 for every other kind
 */
public record StopReason(Kind kind, int status) {

  /** What ends a run. */
  public enum Kind {
    /** The guest switched the machine off. */
    POWER_OFF,
    /** The guest asked for a reset, and the machine was told not to do that. */
    RESET,
    /** The guest wrote to the debug-exit port. */
    DEBUG_EXIT,
    /** The guest caused a triple fault, and that does not reset the machine. */
    TRIPLE_FAULT,
    /** The guest raises the same exception again and again. */
    FAULT_LOOP,
    /** The guest halted with interrupts off: nothing can wake it. */
    HALTED,
    /** The guest jumps in a circle with interrupts off: nothing can end that. */
    ENDLESS_LOOP,
    /** What the host waited for has come. */
    REACHED,
    /** The host's user wants to leave. */
    USER,
    /** The limit of instructions is reached. */
    INSTRUCTION_LIMIT,
    /** The limit of the host's time is reached. */
    TIMEOUT
  }

  /** A reason without a status. */
  public static StopReason of(Kind kind) {
    return new StopReason(kind, 0);
  }
}
