package emu.core.insn;

import emu.core.cpu.CodeSegments;
import emu.core.cpu.Cpu;
import emu.core.cpu.Descriptor;
import emu.core.cpu.DescriptorTables;
import emu.core.cpu.Segment;
import emu.core.cpu.SegmentLoader;
import emu.core.cpu.StackFrame;
import emu.core.cpu.TaskState;
import emu.core.cpu.Vector;

/**
 * A call gate on its way to being used (SDM 3A 5.8.3 to 5.8.5).
 *
 * @param selector selector of the code segment
 * @param code descriptor of the code segment
 * @param offset where to enter it
 * @param bits width of what is pushed: 16, 32 or 64
 * @param parameters how many values are copied to an inner stack, 0 to 31
 */
record CallGate(int selector, Descriptor code, long offset, int bits, int parameters) {
  private static final int GATE_16 = 4;
  private static final int GATE_32 = 12;

  /** Whether {@code target} is a call gate of the current mode. */
  static boolean isGate(Cpu cpu, Descriptor target) {
    return target.isSystem(GATE_32) || !cpu.isLongMode() && target.isSystem(GATE_16);
  }

  /**
   * Checks the gate at {@code gateSelector}, whose DPL allows its use, and the code segment that it
   * names.
   */
  static CallGate read(Cpu cpu, int gateSelector, Descriptor gate) {
    boolean wide = cpu.isLongMode();
    long upper = wide ? DescriptorTables.readUpper(cpu, gateSelector) : 0;
    if (!gate.isPresent()) {
      throw DescriptorTables.selectorFault(cpu, Vector.NP, gateSelector);
    }
    int selector = gate.gateSelector();
    Descriptor code = CodeSegments.read(cpu, selector);
    boolean wrongSize = wide && (!code.isLong() || code.is(Segment.DEFAULT_BIG));
    if (!code.isCode() || code.dpl() > cpu.cpl || wrongSize) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    CodeSegments.checkUsable(cpu, selector, code);
    long offset = gate.gateOffset() | upper << 32;
    CodeSegments.checkTarget(cpu, code, offset);
    int bits = wide ? 64 : gate.type() == GATE_32 ? 32 : 16;
    return new CallGate(selector, code, offset, bits, wide ? 0 : gate.gateParameters());
  }

  /** A jump through a gate may not raise the privilege: #GP(selector). */
  void checkJump(Cpu cpu) {
    if (!code.isConforming() && code.dpl() != cpu.cpl) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
  }

  /** Whether a call through it goes to an inner level. */
  boolean raisesPrivilege(Cpu cpu) {
    return !code.isConforming() && code.dpl() < cpu.cpl;
  }

  /** Calls the inner level on its own stack. */
  void callInner(Cpu cpu) {
    if (bits == 64) {
      callWide(cpu);
      return;
    }
    int cpl = code.dpl();
    int stackSelector = TaskState.stackSelector(cpu, cpl);
    long pointer = TaskState.stackPointer(cpu, cpl);
    Descriptor stack = SegmentLoader.stackDescriptor(cpu, stackSelector, cpl, Vector.TS);
    StackFrame frame = StackFrame.inner(cpu, stackSelector, stack, pointer);
    frame.push(cpu.segments[Segment.SS].selector, bits);
    frame.push(cpu.r[Cpu.RSP], bits);
    int size = bits >> 3;
    for (int i = parameters - 1; i >= 0; i--) {
      frame.push(Stack.peek(cpu, i * size, bits), bits);
    }
    pushReturn(cpu, frame);
    DescriptorTables.markAccessed(cpu, stack);
    CodeSegments.install(cpu, selector, code, cpl);
    SegmentLoader.install(cpu, Segment.SS, stackSelector, stack);
    finish(cpu, frame);
  }

  private void callWide(Cpu cpu) {
    int cpl = code.dpl();
    StackFrame frame = StackFrame.wide(cpu, TaskState.widePointer(cpu, cpl), true);
    frame.push(cpu.segments[Segment.SS].selector, 64);
    frame.push(cpu.r[Cpu.RSP], 64);
    pushReturn(cpu, frame);
    CodeSegments.install(cpu, selector, code, cpl);
    SegmentLoader.loadNull(cpu, Segment.SS, cpl);
    finish(cpu, frame);
  }

  private void pushReturn(Cpu cpu, StackFrame frame) {
    frame.push(cpu.segments[Segment.CS].selector, bits);
    frame.push(cpu.rip, bits);
  }

  private void finish(Cpu cpu, StackFrame frame) {
    cpu.r[Cpu.RSP] = frame.pointer();
    cpu.rip = offset;
    cpu.modeChanged();
  }
}
