package emu.cli.compare;

import emu.core.cpu.EngineStatistics;

/**
 * What an engine took to run its guest.
 *
 * @param engine its name
 * @param instructions instructions that the guest's processor retired
 * @param wallSeconds time of the host's clock in which it ran
 * @param cpuSeconds processor time that the guest's thread took of it
 * @param statistics what the engine made of the code
 */
public record EngineFigures(
    String engine,
    long instructions,
    double wallSeconds,
    double cpuSeconds,
    EngineStatistics statistics) {

  /** Millions of instructions a second of the host's clock. */
  public double mips() {
    return wallSeconds > 0 ? instructions / wallSeconds / 1e6 : 0;
  }
}
