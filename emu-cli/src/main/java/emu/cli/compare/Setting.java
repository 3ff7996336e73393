package emu.cli.compare;

import java.io.OutputStream;
import java.time.Duration;

/**
 * What is compared, and how far.
 *
 * @param machines makes the machines
 * @param first the engine that is taken to be right
 * @param second the other
 * @param every instructions between two comparisons of the machines' states
 * @param until ends the comparison once COM1 has shown it; null for no text
 * @param limit ends it after so many instructions; {@link Long#MAX_VALUE} for no limit
 * @param timeout ends it after this time of the host's clock; null for no limit
 * @param serial takes what the first guest sends through COM1
 */
public record Setting(
    MachineSource machines,
    NamedEngine first,
    NamedEngine second,
    long every,
    String until,
    long limit,
    Duration timeout,
    OutputStream serial) {

  /** The same with engines that do the same in each run. */
  Setting onlyRepeatable() {
    return new Setting(
        machines,
        first.onlyRepeatable(),
        second.onlyRepeatable(),
        every,
        until,
        limit,
        timeout,
        serial);
  }
}
