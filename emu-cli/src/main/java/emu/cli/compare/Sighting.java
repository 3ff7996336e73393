package emu.cli.compare;

import emu.core.inspect.PageDifference;
import emu.devices.board.Inspector;
import emu.devices.board.StopReason;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Two machines in different states.
 *
 * @param limit the count of instructions to which both were to run
 * @param first the first machine
 * @param second the second one
 * @param devices names of the devices whose states differ
 * @param pages pages of RAM that differ, {@link #MOST_PAGES} at the most
 */
public record Sighting(
    long limit, Side first, Side second, SequencedSet<String> devices, List<PageDifference> pages) {
  /** Most pages that are named. */
  public static final int MOST_PAGES = 16;

  /**
   * One of the machines.
   *
   * @param instructions instructions retired
   * @param end why it runs no further
   * @param registers its processor's registers
   */
  public record Side(long instructions, StopReason end, SequencedMap<String, Long> registers) {

    private static Side of(Subject subject, Inspector inspector) {
      return new Side(subject.instructions(), subject.end(), inspector.registers());
    }
  }

  static Sighting of(Pair pair, long limit) {
    Inspector first = pair.first().inspect();
    Inspector second = pair.second().inspect();
    return new Sighting(
        limit,
        Side.of(pair.first(), first),
        Side.of(pair.second(), second),
        first.differingDevices(second),
        first.differingPages(second, MOST_PAGES));
  }
}
