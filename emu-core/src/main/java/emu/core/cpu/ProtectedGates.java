package emu.core.cpu;

/**
 * Interrupts in protected and virtual-8086 mode: interrupt, trap and task gates (SDM 3A 6.12,
 * 20.3).
 */
final class ProtectedGates {
  /** Bit 1 of an error code: the index is one of the IDT. */
  static final int IN_IDT = 2;

  private static final int TYPES =
      1 << Descriptor.TASK_GATE
          | 1 << Descriptor.INTERRUPT_GATE_16
          | 1 << Descriptor.TRAP_GATE_16
          | 1 << Descriptor.INTERRUPT_GATE_32
          | 1 << Descriptor.TRAP_GATE_32;

  private ProtectedGates() {}

  static void deliver(Cpu cpu, int vector, boolean software, int errorCode) {
    Descriptor gate = gate(cpu, vector, software);
    if (gate.type() == Descriptor.TASK_GATE) {
      switchTask(cpu, gate, errorCode);
      return;
    }
    int selector = gate.gateSelector();
    Descriptor code = CodeSegments.read(cpu, selector);
    if (!code.isCode() || code.dpl() > cpu.cpl) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    CodeSegments.checkUsable(cpu, selector, code);
    if (cpu.isVirtual8086() && (code.isConforming() || code.dpl() != 0)) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    if (!code.isConforming() && code.dpl() < cpu.cpl) {
      enterInner(cpu, gate, code, errorCode);
    } else {
      enterSame(cpu, gate, code, errorCode);
    }
    boolean closes = (gate.type() & 1) == 0;
    cpu.systemFlags &= ~(Flags.TF | Flags.NT | Flags.RF | Flags.VM | (closes ? Flags.IF : 0));
    cpu.modeChanged();
  }

  private static Descriptor gate(Cpu cpu, int vector, boolean software) {
    int entry = vector * 8;
    int gateError = entry | IN_IDT;
    if (entry + 7 > cpu.idtr.limit) {
      throw cpu.fault(Vector.GP, gateError);
    }
    long address = cpu.idtr.base + entry & 0xFFFF_FFFFL;
    Descriptor gate = new Descriptor(address, cpu.mmu.loadSystem(address, 8));
    boolean isGate = !gate.isCodeOrData() && (TYPES >> gate.type() & 1) != 0;
    if (!isGate || software && gate.dpl() < cpu.cpl) {
      throw cpu.fault(Vector.GP, gateError);
    }
    if (!gate.isPresent()) {
      throw cpu.fault(Vector.NP, gateError);
    }
    return gate;
  }

  private static void enterSame(Cpu cpu, Descriptor gate, Descriptor code, int errorCode) {
    CodeSegments.checkTarget(cpu, code, gate.gateOffset());
    StackFrame frame = StackFrame.current(cpu);
    pushReturn(cpu, frame, width(gate), errorCode);
    CodeSegments.install(cpu, gate.gateSelector(), code, cpu.cpl);
    cpu.r[Cpu.RSP] = frame.pointer();
    cpu.rip = gate.gateOffset();
  }

  private static void enterInner(Cpu cpu, Descriptor gate, Descriptor code, int errorCode) {
    int cpl = code.dpl();
    int stackSelector = TaskState.stackSelector(cpu, cpl);
    long pointer = TaskState.stackPointer(cpu, cpl);
    Descriptor stack = SegmentLoader.stackDescriptor(cpu, stackSelector, cpl, Vector.TS);
    CodeSegments.checkTarget(cpu, code, gate.gateOffset());
    StackFrame frame = StackFrame.inner(cpu, stackSelector, stack, pointer);
    int bits = width(gate);
    boolean virtual = cpu.isVirtual8086();
    if (virtual) {
      frame.push(cpu.segments[Segment.GS].selector, bits);
      frame.push(cpu.segments[Segment.FS].selector, bits);
      frame.push(cpu.segments[Segment.DS].selector, bits);
      frame.push(cpu.segments[Segment.ES].selector, bits);
    }
    frame.push(cpu.segments[Segment.SS].selector, bits);
    frame.push(cpu.r[Cpu.RSP], bits);
    pushReturn(cpu, frame, bits, errorCode);
    DescriptorTables.markAccessed(cpu, stack);
    CodeSegments.install(cpu, gate.gateSelector(), code, cpl);
    SegmentLoader.install(cpu, Segment.SS, stackSelector, stack);
    if (virtual) {
      for (int number : new int[] {Segment.ES, Segment.DS, Segment.FS, Segment.GS}) {
        SegmentLoader.loadNull(cpu, number, 0);
      }
    }
    cpu.r[Cpu.RSP] = frame.pointer();
    cpu.rip = gate.gateOffset();
  }

  private static void pushReturn(Cpu cpu, StackFrame frame, int bits, int errorCode) {
    frame.push(Flags.get(cpu), bits);
    frame.push(cpu.segments[Segment.CS].selector, bits);
    frame.push(cpu.rip, bits);
    if (errorCode != GuestFault.NO_ERROR_CODE) {
      frame.push(errorCode, bits);
    }
  }

  private static int width(Descriptor gate) {
    return (gate.type() & 8) != 0 ? 32 : 16;
  }

  private static void switchTask(Cpu cpu, Descriptor gate, int errorCode) {
    TaskSwitch.throughGate(cpu, gate, TaskSwitch.Cause.INTERRUPT);
    if (errorCode != GuestFault.NO_ERROR_CODE) {
      TaskSwitch.pushErrorCode(cpu, errorCode);
    }
  }
}
