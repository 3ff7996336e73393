package emu.cli.crash;

import emu.core.crash.Branch;
import emu.core.inspect.CodeLine;
import java.util.List;
import java.util.Optional;

/**
 * What a guest ran before it died, as a second run of the same machine showed it.
 *
 * @param note what to know about it, for people: also why there is none
 * @param instructions the last ones, in the order in which they ran; up to the one that died
 * @param branches the last ones, in the order in which they were taken
 */
public record History(String note, List<CodeLine> instructions, List<Branch> branches) {

  /** None, for the reason that {@code note} gives. */
  public static History none(String note) {
    return new History(note, List.of(), List.of());
  }

  /** The branch by which the guest came to where it died. */
  public Optional<Branch> lastBranch() {
    return branches.isEmpty() ? Optional.empty() : Optional.of(branches.getLast());
  }
}
