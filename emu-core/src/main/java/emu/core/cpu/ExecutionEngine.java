package emu.core.cpu;

/** What runs the guest's instructions. */
public interface ExecutionEngine {

  /**
   * Runs until {@link Cpu#instructionCount} is exactly {@code limit}, or earlier if the processor
   * halts or shuts down, or if {@link #stop} was called. Interrupts are delivered at the first
   * instruction boundary where they may be.
   */
  void run(long limit);

  /**
   * Makes {@link #run} return at the next instruction boundary; for devices on the machine's own
   * thread, e.g. on a new, earlier event.
   */
  void stop();

  /** What it has made of the guest's code so far; on the machine's own thread. */
  default EngineStatistics statistics() {
    return EngineStatistics.NONE;
  }

  /**
   * The same and more as a table for people, lines that each end in a newline; empty if it
   * translates nothing. On the machine's own thread.
   */
  default String report() {
    return "";
  }

  /** Releases the engine's memory. */
  default void close() {}
}
