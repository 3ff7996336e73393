package emu.core.insn;

import emu.core.cpu.CodeSegments;
import emu.core.cpu.Cpu;
import emu.core.cpu.Descriptor;
import emu.core.cpu.DescriptorTables;
import emu.core.cpu.Segment;
import emu.core.cpu.SegmentLoader;
import emu.core.cpu.Vector;

/**
 * Where a far RET or an IRET goes in protected mode (SDM 3A 5.8.6).
 *
 * @param selector selector of the code segment; its RPL is the new CPL
 * @param code descriptor of the code segment, checked
 * @param offset new RIP, checked
 */
record FarReturn(int selector, Descriptor code, long offset) {

  /** Checks the code segment and the offset in it. */
  static FarReturn check(Cpu cpu, int selector, long offset) {
    Descriptor code = CodeSegments.read(cpu, selector);
    int rpl = selector & 3;
    boolean allowed = code.isConforming() ? code.dpl() <= rpl : code.dpl() == rpl;
    if (!code.isCode() || rpl < cpu.cpl || !allowed) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    CodeSegments.checkUsable(cpu, selector, code);
    return new FarReturn(selector, code, offset);
  }

  /** Returns within the CPL, dropping {@code bytes} of the stack. */
  void toSameLevel(Cpu cpu, long bytes) {
    CodeSegments.checkTarget(cpu, code, offset);
    CodeSegments.install(cpu, selector, code, cpu.cpl);
    Stack.setPointer(cpu, cpu.r[Cpu.RSP] + bytes);
    cpu.rip = offset;
    cpu.modeChanged();
  }

  /**
   * Returns with a new stack, to an outer level or (IRET in 64-bit mode) the same.
   *
   * @param stackSelector the new SS
   * @param pointer the new stack pointer
   * @param arguments bytes to drop from the new stack as well
   */
  void toOuterLevel(Cpu cpu, int stackSelector, long pointer, long arguments) {
    int cpl = selector & 3;
    boolean is64Bit = CodeSegments.is64Bit(cpu, code);
    boolean noStack =
        DescriptorTables.isNull(stackSelector)
            && SegmentLoader.mayBeNull(is64Bit, cpl, stackSelector);
    Descriptor stack =
        noStack ? null : SegmentLoader.stackDescriptor(cpu, stackSelector, cpl, Vector.GP);
    CodeSegments.checkTarget(cpu, code, offset);
    if (stack != null) {
      DescriptorTables.markAccessed(cpu, stack);
    }
    boolean isOuter = cpl > cpu.cpl;
    CodeSegments.install(cpu, selector, code, cpl);
    if (stack == null) {
      SegmentLoader.loadNull(cpu, Segment.SS, stackSelector);
    } else {
      SegmentLoader.install(cpu, Segment.SS, stackSelector, stack);
    }
    cpu.modeChanged();
    Stack.setPointer(cpu, pointer + arguments);
    cpu.rip = offset;
    if (isOuter) {
      SegmentLoader.dropInnerSegments(cpu);
    }
  }
}
