package emu.core.insn;

import emu.core.cpu.CodeSegments;
import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.cpu.SegmentLoader;
import emu.core.cpu.SystemFlags;
import emu.core.cpu.TaskSwitch;
import emu.core.debug.CpuObserver.Transfer;
import emu.core.decode.CodeMode;
import emu.core.decode.Insn;

/** IRET in all modes (SDM 2A, IRET). */
public final class InterruptReturn {
  private InterruptReturn() {}

  /** IRET, IRETD and IRETQ. */
  public static void iret(Cpu cpu, Insn insn) {
    FlagControl.requireVirtualIoPrivilege(cpu);
    int selector = FarTransfers.selector(cpu);
    long rip = cpu.rip;
    cpu.nmiBlocked = false;
    if (cpu.hasRealSegments()) {
      fromReal(cpu, insn.operandSize());
    } else if ((cpu.systemFlags & Flags.NT) != 0) {
      if (cpu.isLongMode()) {
        throw cpu.generalProtection();
      }
      TaskSwitch.toPrevious(cpu);
    } else {
      fromProtected(cpu, insn);
    }
    FarTransfers.made(cpu, Transfer.IRET, selector, rip);
  }

  private static void fromReal(Cpu cpu, int bits) {
    int size = bits >> 3;
    long offset = Stack.peek(cpu, 0, bits);
    int selector = (int) Stack.peek(cpu, size, bits) & 0xFFFF;
    int flags = (int) Stack.peek(cpu, 2 * size, bits);
    int mask = FlagControl.writable(cpu, bits) | (bits > 16 ? Flags.RF : 0);
    long stackMask = cpu.stackMask;
    CodeSegments.jumpReal(cpu, selector, offset);
    long pointer = cpu.r[Cpu.RSP] + 3L * size;
    cpu.r[Cpu.RSP] = cpu.r[Cpu.RSP] & ~stackMask | pointer & stackMask;
    SystemFlags.write(cpu, flags, mask);
  }

  private static void fromProtected(Cpu cpu, Insn insn) {
    int bits = insn.operandSize();
    int size = bits >> 3;
    long offset = Stack.peek(cpu, 0, bits);
    int selector = (int) Stack.peek(cpu, size, bits) & 0xFFFF;
    int flags = (int) Stack.peek(cpu, 2 * size, bits);
    boolean toVirtual = bits == 32 && (flags & Flags.VM) != 0;
    if (toVirtual && cpu.cpl == 0 && !cpu.isLongMode()) {
      toVirtual8086(cpu, selector, offset, flags);
      return;
    }
    // The CPL before the return decides which flags are loaded.
    int mask = FlagControl.writable(cpu, bits) | (bits > 16 ? Flags.RF : 0);
    FarReturn target = FarReturn.check(cpu, selector, offset);
    if (insn.mode() != CodeMode.CODE_64 && (selector & 3) == cpu.cpl) {
      target.toSameLevel(cpu, 3L * size);
    } else {
      long pointer = Stack.peek(cpu, 3 * size, bits);
      int stack = (int) Stack.peek(cpu, 4 * size, bits) & 0xFFFF;
      target.toOuterLevel(cpu, stack, pointer, 0);
    }
    SystemFlags.write(cpu, flags, mask);
  }

  /** The frame goes on with ESP, SS, ES, DS, FS and GS (SDM 3A 20.2.1). */
  private static void toVirtual8086(Cpu cpu, int selector, long offset, int flags) {
    long pointer = Stack.peek(cpu, 12, 32);
    int[] selectors = new int[6];
    int[] order = {Segment.SS, Segment.ES, Segment.DS, Segment.FS, Segment.GS};
    for (int i = 0; i < order.length; i++) {
      selectors[order[i]] = (int) Stack.peek(cpu, 16 + 4 * i, 32) & 0xFFFF;
    }
    selectors[Segment.CS] = selector;
    cpu.systemFlags |= Flags.VM;
    cpu.cpl = 3;
    for (int number = 0; number < selectors.length; number++) {
      SegmentLoader.loadReal(cpu, number, selectors[number]);
    }
    cpu.r[Cpu.RSP] = pointer;
    cpu.rip = offset & 0xFFFF;
    SystemFlags.write(cpu, flags, SystemFlags.WRITABLE);
    cpu.modeChanged();
  }
}
