package emu.cli.compare;

/**
 * A count of instructions at which both machines were stopped.
 *
 * @param instructions instructions retired by the first
 * @param firstHash hash over its state
 * @param secondHash hash over the state of the second
 * @param together whether the second has retired as many, and both have ended alike or not at all
 */
public record Checkpoint(long instructions, long firstHash, long secondHash, boolean together) {

  /** Whether both are in the same state. */
  public boolean isEqual() {
    return together && firstHash == secondHash;
  }
}
