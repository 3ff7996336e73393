package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.SystemFlags;
import emu.core.decode.Insn;

/** Flag control instructions (SDM 1 5.1.11). */
public final class FlagControl {
  private static final int ANY_LEVEL = Flags.STATUS | Flags.TF | Flags.DF | Flags.NT;
  private static final int AH = Flags.SF | Flags.ZF | Flags.AF | Flags.PF | Flags.CF;

  private FlagControl() {}

  /** CLC. */
  public static void clc(Cpu cpu, Insn insn) {
    Flags.setStatus(cpu, 0, Flags.CF);
  }

  /** STC. */
  public static void stc(Cpu cpu, Insn insn) {
    Flags.setStatus(cpu, Flags.CF, Flags.CF);
  }

  /** CMC. */
  public static void cmc(Cpu cpu, Insn insn) {
    Flags.setStatus(cpu, Flags.carry(cpu) ? 0 : Flags.CF, Flags.CF);
  }

  /** CLD. */
  public static void cld(Cpu cpu, Insn insn) {
    cpu.systemFlags &= ~Flags.DF;
  }

  /** STD. */
  public static void std(Cpu cpu, Insn insn) {
    cpu.systemFlags |= Flags.DF;
  }

  /** CLI: #GP(0) if CPL is above IOPL; virtual-8086 mode is CPL 3. */
  public static void cli(Cpu cpu, Insn insn) {
    requireIoPrivilege(cpu);
    cpu.systemFlags &= ~Flags.IF;
  }

  /** STI; interrupts stay off until after the next instruction if they were off. */
  public static void sti(Cpu cpu, Insn insn) {
    requireIoPrivilege(cpu);
    if (!cpu.interruptsEnabled()) {
      SystemFlags.write(cpu, Flags.IF, Flags.IF);
      cpu.holdInterrupts();
    }
  }

  private static void requireIoPrivilege(Cpu cpu) {
    if (cpu.cpl > cpu.iopl()) {
      throw cpu.generalProtection();
    }
  }

  /** CLAC. */
  public static void clac(Cpu cpu, Insn insn) {
    setAlignmentCheck(cpu, 0);
  }

  /** STAC. */
  public static void stac(Cpu cpu, Insn insn) {
    setAlignmentCheck(cpu, Flags.AC);
  }

  private static void setAlignmentCheck(Cpu cpu, int value) {
    if (cpu.cpl != 0) {
      throw cpu.undefinedOpcode();
    }
    cpu.systemFlags = cpu.systemFlags & ~Flags.AC | value;
    cpu.mmu.modeChanged();
  }

  /** PUSHF, PUSHFD and PUSHFQ; RF and VM are pushed as 0. */
  public static void pushf(Cpu cpu, Insn insn) {
    requireVirtualIoPrivilege(cpu);
    Stack.push(cpu, Flags.get(cpu) & ~(Flags.RF | Flags.VM), insn.operandSize());
  }

  /** POPF, POPFD and POPFQ (SDM 2B, table 4-16). */
  public static void popf(Cpu cpu, Insn insn) {
    requireVirtualIoPrivilege(cpu);
    int bits = insn.operandSize();
    int flags = (int) Stack.pop(cpu, bits);
    SystemFlags.write(cpu, flags & ~Flags.RF, writable(cpu, bits) | Flags.RF);
  }

  /** Flags that POPF and IRET may write at this CPL and operand size; VM, VIF and VIP apart. */
  static int writable(Cpu cpu, int bits) {
    return ANY_LEVEL
        | (cpu.cpl == 0 ? Flags.IOPL : 0)
        | (cpu.cpl <= cpu.iopl() ? Flags.IF : 0)
        | (bits > 16 ? Flags.AC | Flags.ID : 0);
  }

  /** #GP(0) in virtual-8086 mode if IOPL is below 3. */
  static void requireVirtualIoPrivilege(Cpu cpu) {
    if (cpu.isVirtual8086() && cpu.iopl() < 3) {
      throw cpu.generalProtection();
    }
  }

  /** LAHF. */
  public static void lahf(Cpu cpu, Insn insn) {
    long ah = Flags.status(cpu) & AH | Flags.FIXED;
    cpu.r[Cpu.RAX] = cpu.r[Cpu.RAX] & ~0xFF00L | ah << 8;
  }

  /** SAHF. */
  public static void sahf(Cpu cpu, Insn insn) {
    Flags.setStatus(cpu, (int) (cpu.r[Cpu.RAX] >>> 8), AH);
  }
}
