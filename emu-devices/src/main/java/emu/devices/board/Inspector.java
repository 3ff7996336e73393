package emu.devices.board;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.inspect.CodeLine;
import emu.core.inspect.CodeReader;
import emu.core.inspect.PageDifference;
import emu.core.inspect.Registers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** Shows the state of a machine that stands still, and changes nothing of it. */
public final class Inspector {
  private final Board board;
  private final long nanoseconds;

  Inspector(Board board, long nanoseconds) {
    this.board = board;
    this.nanoseconds = nanoseconds;
  }

  /** The processor's registers by name. */
  public SequencedMap<String, Long> registers() {
    return Registers.of(board.cpu);
  }

  /** The instruction at which the processor stands. */
  public CodeLine nextInstruction() {
    return new CodeReader(board.cpu).next();
  }

  /** The names of the devices whose states differ from those in {@code other}. */
  public SequencedSet<String> differingDevices(Inspector other) {
    SequencedSet<String> names = new LinkedHashSet<>();
    if (nanoseconds != other.nanoseconds) {
      names.add("virtual clock");
    }
    SequencedMap<String, Hashed> others = other.board.devices();
    board
        .devices()
        .forEach((name, device) -> {
          if (hash(device) != hash(others.get(name))) {
            names.add(name);
          }
        });
    return names;
  }

  /**
   * The pages of RAM whose contents differ from those in {@code other}, {@code most} of them at the
   * most.
   */
  public List<PageDifference> differingPages(Inspector other, int most) {
    return board.memory.differences(other.board.memory, most).stream()
        .map(address ->
            new PageDifference(
                address, board.memory.read(address, 8), other.board.memory.read(address, 8)))
        .toList();
  }

  private static long hash(Hashed part) {
    StateHash hash = new StateHash();
    part.hashInto(hash);
    return hash.value();
  }
}
