package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Interrupts;
import emu.core.cpu.Interrupts.Source;
import emu.core.cpu.Vector;
import emu.core.decode.Insn;

/** INT n, INT3, INTO and INT1 (SDM 2A, INT n). */
public final class SoftwareInterrupts {
  private SoftwareInterrupts() {}

  /** INT n: in virtual-8086 mode only with IOPL 3. */
  public static void intn(Cpu cpu, Insn insn) {
    FlagControl.requireVirtualIoPrivilege(cpu);
    deliver(cpu, (int) insn.immediate() & 0xFF, Source.SOFTWARE);
  }

  /** INT3: not subject to IOPL in virtual-8086 mode. */
  public static void int3(Cpu cpu, Insn insn) {
    deliver(cpu, Vector.BP, Source.SOFTWARE);
  }

  /** INTO: #OF if the overflow flag is set. */
  public static void into(Cpu cpu, Insn insn) {
    if (Flags.overflow(cpu)) {
      deliver(cpu, Vector.OF, Source.SOFTWARE);
    }
  }

  /**
   * INT1: #DB as a trap, and the gate's DPL does not count. Debug traps that wait behind a load of
   * SS are lost, as on processors.
   */
  public static void int1(Cpu cpu, Insn insn) {
    cpu.debug.discard();
    deliver(cpu, Vector.DB, Source.EXCEPTION);
  }

  private static void deliver(Cpu cpu, int vector, Source source) {
    Interrupts.deliver(cpu, vector, source, GuestFault.NO_ERROR_CODE);
  }
}
