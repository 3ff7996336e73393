package emu.cli.crash;

import emu.core.crash.Branch;
import emu.core.decode.Decoder;
import emu.core.inspect.CodeLine;
import emu.devices.board.Inspector;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Runs a machine one instruction after the other, and keeps where it went last. */
final class Footprints {
  /** Instructions of which the text is kept. */
  private static final int INSTRUCTIONS = 64;

  /** Branches that are kept. */
  private static final int BRANCHES = 4096;

  private final Machine machine;
  private final Deque<CodeLine> instructions = new ArrayDeque<>();
  private final Deque<Branch> branches = new ArrayDeque<>();

  Footprints(Machine machine) {
    this.machine = machine;
  }

  /**
   * Runs up to {@code last} instructions since power-on, or less if the guest ends before.
   *
   * @param exact from this count on the text of instructions is kept, and every branch told from
   *     none; before it only branches over more than an instruction's length are seen
   */
  StopReason follow(long exact, long last) throws BootException {
    StopReason end = StopReason.of(Kind.INSTRUCTION_LIMIT);
    long address = machine.inspect().codeAddress();
    while (end.kind() == Kind.INSTRUCTION_LIMIT && machine.instructions() < last) {
      long count = machine.instructions();
      int length = Decoder.MAX_LENGTH;
      Inspector before = machine.inspect();
      if (count >= exact) {
        CodeLine line = before.nextInstruction();
        keep(instructions, line, INSTRUCTIONS);
        length = line.length();
      }
      end = machine.run(new RunLimits(count + 1, null));
      long next = machine.inspect().codeAddress();
      boolean runsOn = next - address >= 0 && next - address <= length;
      if (!runsOn || count >= exact && next != address && next - address != length) {
        keep(branches, new Branch(count, address, next), BRANCHES);
      }
      address = next;
    }
    return end;
  }

  private static <T> void keep(Deque<T> last, T added, int most) {
    if (last.size() == most) {
      last.removeFirst();
    }
    last.addLast(added);
  }

  List<CodeLine> instructions() {
    return List.copyOf(instructions);
  }

  List<Branch> branches() {
    return List.copyOf(branches);
  }
}
