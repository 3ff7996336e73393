package emu.cli.compare;

import emu.devices.board.StopReason;
import java.util.List;

/**
 * What came out of a comparison.
 *
 * @param end why it ended: as the first guest did, or by a limit
 * @param instructions instructions after which both states were compared last
 * @param first figures of the first engine
 * @param second figures of the second one
 * @param processSeconds processor time of the whole process meanwhile: both guests, and what the
 *     JVM and the engines do on other threads
 * @param checkpoints all counts at which the states were compared
 * @param divergence where the engines part; null if they do not
 */
public record Outcome(
    StopReason end,
    long instructions,
    EngineFigures first,
    EngineFigures second,
    double processSeconds,
    List<Checkpoint> checkpoints,
    Divergence divergence) {

  /** Whether all states that were compared are equal. */
  public boolean isEqual() {
    return divergence == null;
  }
}
