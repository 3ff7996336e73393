package emu.core.insn;

import emu.core.cpu.CodeSegments;
import emu.core.cpu.Cpu;
import emu.core.cpu.Descriptor;
import emu.core.cpu.DescriptorTables;
import emu.core.cpu.Segment;
import emu.core.cpu.StackFrame;
import emu.core.cpu.TaskSwitch;
import emu.core.cpu.Vector;
import emu.core.debug.CpuObserver.Transfer;
import emu.core.decode.Insn;
import emu.core.decode.Operand;

/** Far JMP, CALL and RET (SDM 1 5.1.7; SDM 3A 5.8). */
public final class FarTransfer {
  private FarTransfer() {}

  /** Far JMP. */
  public static void jmpf(Cpu cpu, Insn insn) {
    int selector = FarTransfers.selector(cpu);
    long rip = cpu.rip;
    jumpFar(cpu, insn);
    FarTransfers.made(cpu, Transfer.JMP, selector, rip);
  }

  private static void jumpFar(Cpu cpu, Insn insn) {
    long offset = offset(cpu, insn);
    int selector = selector(cpu, insn);
    if (cpu.hasRealSegments()) {
      CodeSegments.jumpReal(cpu, selector, offset);
      return;
    }
    Descriptor target = CodeSegments.read(cpu, selector);
    if (!target.isCodeOrData()) {
      jumpToSystem(cpu, selector, target);
      return;
    }
    checkDirect(cpu, selector, target);
    CodeSegments.checkTarget(cpu, target, offset);
    enter(cpu, selector, target, offset);
  }

  /** Far CALL. */
  public static void callf(Cpu cpu, Insn insn) {
    int selector = FarTransfers.selector(cpu);
    long rip = cpu.rip;
    callFar(cpu, insn);
    FarTransfers.made(cpu, Transfer.CALL, selector, rip);
  }

  private static void callFar(Cpu cpu, Insn insn) {
    long offset = offset(cpu, insn);
    int selector = selector(cpu, insn);
    int bits = insn.operandSize();
    if (cpu.hasRealSegments()) {
      callReal(cpu, selector, offset, bits);
      return;
    }
    Descriptor target = CodeSegments.read(cpu, selector);
    if (!target.isCodeOrData()) {
      callSystem(cpu, selector, target);
      return;
    }
    checkDirect(cpu, selector, target);
    CodeSegments.checkTarget(cpu, target, offset);
    callSameLevel(cpu, selector, target, offset, bits);
  }

  /** Far RET; its operand says how many bytes of arguments to drop. */
  public static void retf(Cpu cpu, Insn insn) {
    int selector = FarTransfers.selector(cpu);
    long rip = cpu.rip;
    returnFar(cpu, insn);
    FarTransfers.made(cpu, Transfer.RET, selector, rip);
  }

  private static void returnFar(Cpu cpu, Insn insn) {
    int bits = insn.operandSize();
    int size = bits >> 3;
    long arguments = insn.operands().isEmpty() ? 0 : insn.immediate() & 0xFFFF;
    long offset = Stack.peek(cpu, 0, bits);
    int selector = (int) Stack.peek(cpu, size, bits) & 0xFFFF;
    if (cpu.hasRealSegments()) {
      CodeSegments.jumpReal(cpu, selector, offset);
      Stack.setPointer(cpu, cpu.r[Cpu.RSP] + 2L * size + arguments);
      return;
    }
    FarReturn target = FarReturn.check(cpu, selector, offset);
    if ((selector & 3) == cpu.cpl) {
      target.toSameLevel(cpu, 2L * size + arguments);
    } else {
      int frame = 2 * size + (int) arguments;
      long pointer = Stack.peek(cpu, frame, bits);
      int stack = (int) Stack.peek(cpu, frame + size, bits) & 0xFFFF;
      target.toOuterLevel(cpu, stack, pointer, arguments);
    }
  }

  private static long offset(Cpu cpu, Insn insn) {
    int bits = insn.operandSize();
    if (insn.operand(0).kind() == Operand.Kind.FAR_POINTER) {
      return Operands.truncate(insn.immediate(), bits);
    }
    return cpu.mmu.load(Operands.linear(cpu, insn, bits >> 3, false), bits >> 3);
  }

  private static int selector(Cpu cpu, Insn insn) {
    if (insn.operand(0).kind() == Operand.Kind.FAR_POINTER) {
      return (int) insn.immediate2() & 0xFFFF;
    }
    return (int) cpu.mmu.load16(Operands.linear(cpu, insn, insn.operandSize() >> 3, 2, false));
  }

  /** A jump or call to a code segment keeps the CPL. */
  private static void checkDirect(Cpu cpu, int selector, Descriptor target) {
    boolean allowed =
        target.isConforming()
            ? target.dpl() <= cpu.cpl
            : (selector & 3) <= cpu.cpl && target.dpl() == cpu.cpl;
    if (!target.isCode() || !allowed) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    CodeSegments.checkUsable(cpu, selector, target);
  }

  private static void enter(Cpu cpu, int selector, Descriptor target, long offset) {
    CodeSegments.install(cpu, selector, target, cpu.cpl);
    cpu.rip = offset;
    cpu.modeChanged();
  }

  private static void jumpToSystem(Cpu cpu, int selector, Descriptor target) {
    CallGate gate = systemTarget(cpu, selector, target, TaskSwitch.Cause.JUMP);
    if (gate != null) {
      gate.checkJump(cpu);
      enter(cpu, gate.selector(), gate.code(), gate.offset());
    }
  }

  private static void callSystem(Cpu cpu, int selector, Descriptor target) {
    CallGate gate = systemTarget(cpu, selector, target, TaskSwitch.Cause.CALL);
    if (gate == null) {
      return;
    }
    if (gate.raisesPrivilege(cpu)) {
      gate.callInner(cpu);
    } else {
      callSameLevel(cpu, gate.selector(), gate.code(), gate.offset(), gate.bits());
    }
  }

  /**
   * The call gate that {@code target} is; for a TSS or task gate switches the task and yields null.
   */
  private static CallGate systemTarget(
      Cpu cpu, int selector, Descriptor target, TaskSwitch.Cause cause) {
    if (target.dpl() < Math.max(cpu.cpl, selector & 3)) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    if (CallGate.isGate(cpu, target)) {
      return CallGate.read(cpu, selector, target);
    }
    if (cpu.isLongMode()) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    TaskSwitch.toSystemSegment(cpu, selector, target, cause);
    return null;
  }

  private static void callReal(Cpu cpu, int selector, long offset, int bits) {
    if (offset > cpu.segments[Segment.CS].limit) {
      throw cpu.generalProtection();
    }
    cpu.r[Cpu.RSP] = pushReturn(cpu, bits);
    CodeSegments.jumpReal(cpu, selector, offset);
  }

  private static void callSameLevel(
      Cpu cpu, int selector, Descriptor target, long offset, int bits) {
    long pointer = pushReturn(cpu, bits);
    CodeSegments.install(cpu, selector, target, cpu.cpl);
    cpu.r[Cpu.RSP] = pointer;
    cpu.rip = offset;
    cpu.modeChanged();
  }

  private static long pushReturn(Cpu cpu, int bits) {
    StackFrame frame = StackFrame.current(cpu);
    frame.push(cpu.segments[Segment.CS].selector, bits);
    frame.push(cpu.rip, bits);
    return frame.pointer();
  }
}
