package emu.core.inspect;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.decode.Insn;
import emu.core.decode.Operand;

/**
 * Tells whether a processor runs a loop that nothing can end: jumps that lead back to where it
 * stands, with no instruction between them that does anything, and interrupts off.
 */
public final class EndlessLoop {
  private static final int MOST_INSTRUCTIONS = 8;

  private final Cpu cpu;
  private final CodeReader code;

  /** A look at {@code cpu}. */
  public EndlessLoop(Cpu cpu) {
    this.cpu = cpu;
    this.code = new CodeReader(cpu);
  }

  /** Whether it stands in such a loop now. Only an NMI or a reset ends one. */
  public boolean isEntered() {
    boolean undisturbed =
        !cpu.interruptsEnabled()
            && !cpu.nmiPending()
            && !cpu.halted
            && (cpu.systemFlags & Flags.TF) == 0
            && !cpu.debug.isActive();
    return undisturbed && returns();
  }

  private boolean returns() {
    long rip = cpu.rip;
    boolean jumped = false;
    for (int i = 0; i < MOST_INSTRUCTIONS; i++) {
      long linear = cpu.segmentBase[Segment.CS] + rip;
      Insn insn = code.decode(cpu.is64BitCode() ? linear : linear & 0xFFFF_FFFFL);
      if (insn == null) {
        return false;
      }
      long next = rip + insn.length();
      switch (insn.row().mnemonic()) {
        case "JMP" -> {
          if (insn.operands().getFirst().kind() != Operand.Kind.RELATIVE) {
            return false;
          }
          next += insn.immediate();
          jumped = true;
        }
        case "NOP", "PAUSE" -> {}
        default -> {
          return false;
        }
      }
      rip = cpu.is64BitCode() ? next : next & 0xFFFF_FFFFL;
      if (jumped && rip == cpu.rip) {
        return true;
      }
    }
    return false;
  }
}
