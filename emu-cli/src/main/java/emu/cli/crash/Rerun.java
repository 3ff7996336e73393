package emu.cli.crash;

import emu.api.Engine;
import emu.cli.compare.MachineSource;
import emu.core.crash.Crash;
import emu.core.crash.Crash.Kind;
import emu.core.debug.Delivery;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason;
import emu.devices.boot.BootException;
import java.time.Duration;
import java.util.List;

/**
 * Runs a machine that died a second time, in the interpreter and with a virtual clock, to see what
 * its guest did last. With a virtual clock and no input from outside it dies at the same
 * instruction; if it does not, this says so.
 */
public final class Rerun {
  /** Most instructions that are followed one by one. */
  private static final long WINDOW = 1_250_000;

  /** The last ones, of which everything is kept. */
  private static final long EXACT = 20_000;

  /** A machine with the host's clock may take longer with a virtual one. */
  private static final long LONGER = 100_000_000;

  private final MachineSource machines;
  private final Duration most;

  /**
   * Runs machines of {@code machines}, each for {@code most} of the host's time at the longest
   * until the last instructions.
   */
  public Rerun(MachineSource machines, Duration most) {
    this.machines = machines;
    this.most = most;
  }

  /**
   * What the guest did before {@code crash}.
   *
   * @param exact whether its machine had a virtual clock, so that the count of instructions is to
   *     be the same
   */
  public History of(Crash crash, boolean exact) throws BootException {
    long count = crash.cpu().instructionCount();
    if (exact) {
      return follow(crash, count, "");
    }
    try (Machine machine = machines.create(Engine.INTERPRETER.repeatable(), value -> {})) {
      StopReason end = machine.run(new RunLimits(2 * count + LONGER, most));
      if (!isSame(crash, machine, end)) {
        return elsewhere(machine, end, count);
      }
      return follow(crash, machine.instructions(), "; the first run followed the host's clock");
    }
  }

  private History follow(Crash crash, long count, String note) throws BootException {
    try (Machine machine = machines.create(Engine.INTERPRETER.repeatable(), value -> {})) {
      long start = Math.max(0, count - WINDOW);
      StopReason end = machine.run(new RunLimits(start, most));
      if (end.kind() == StopReason.Kind.TIMEOUT) {
        return History.none("a second run did not come so far in %d s".formatted(most.toSeconds()));
      }
      Footprints footprints = new Footprints(machine);
      if (end.kind() == StopReason.Kind.INSTRUCTION_LIMIT) {
        boolean mayEndBefore = crash.kind() == Kind.ENDLESS_LOOP;
        end = footprints.follow(mayEndBefore ? 0 : count - EXACT, count + 1);
      }
      return isSame(crash, machine, end)
          ? new History(
              "as a second run in the interpreter showed it" + note,
              footprints.instructions(),
              footprints.branches())
          : elsewhere(machine, end, count);
    }
  }

  private static boolean isSame(Crash crash, Machine machine, StopReason end) {
    return machine
        .inspect()
        .crash(end.kind())
        .filter(other -> other.kind() == crash.kind())
        .filter(other -> other.kind() == Kind.ENDLESS_LOOP || other.address() == crash.address())
        .filter(other -> places(other.chain()).equals(places(crash.chain())))
        .isPresent();
  }

  private static List<String> places(List<Delivery> chain) {
    return chain.stream()
        .map(delivery -> delivery.vector() + " " + delivery.rip() + " " + delivery.cr2())
        .toList();
  }

  private static History elsewhere(Machine machine, StopReason end, long count) {
    return History.none(
        ("not known: a second run, in the interpreter and with a virtual clock, did not die there,"
                + " but ended after %,d instructions by %s, not after %,d; what came from outside"
                + " or the host's clock may have made the difference")
            .formatted(machine.instructions(), end.kind(), count));
  }
}
