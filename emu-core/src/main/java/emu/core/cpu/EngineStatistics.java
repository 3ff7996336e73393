package emu.core.cpu;

/**
 * What an engine has made of the guest's code so far.
 *
 * @param regions regions given to their pages to be run
 * @param classes classes defined for them
 * @param bytecodeBytes bytes of bytecode in these classes
 * @param compileNanoseconds time from the start of a region's translation to its end, summed up;
 *     the guest ran meanwhile
 */
public record EngineStatistics(
    long regions, long classes, long bytecodeBytes, long compileNanoseconds) {
  /** Of an engine that translates nothing. */
  public static final EngineStatistics NONE = new EngineStatistics(0, 0, 0, 0);
}
