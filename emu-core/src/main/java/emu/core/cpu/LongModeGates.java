package emu.core.cpu;

/** Interrupts in long mode: 16-byte gates, stacks from the 64-bit TSS (SDM 3A 6.14). */
final class LongModeGates {
  private LongModeGates() {}

  static void deliver(Cpu cpu, int vector, boolean software, int errorCode) {
    int gateError = vector << 3 | ProtectedGates.IN_IDT;
    Descriptor gate = gate(cpu, vector, software, gateError);
    long offset = gate.gateOffset() | cpu.mmu.loadSystem(gate.address() + 8, 8) << 32;
    int selector = gate.gateSelector();
    Descriptor code = CodeSegments.read(cpu, selector);
    if (!code.isCode() || code.dpl() > cpu.cpl || !code.isLong() || code.is(Segment.DEFAULT_BIG)) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    CodeSegments.checkUsable(cpu, selector, code);
    int cpl = code.isConforming() ? cpu.cpl : code.dpl();
    boolean isInner = cpl < cpu.cpl;
    CodeSegments.checkTarget(cpu, code, offset);
    StackFrame frame = StackFrame.wide(cpu, stack(cpu, gate.gateStack(), cpl), isInner);
    push(cpu, frame, errorCode);
    enter(cpu, selector, code, cpl, isInner);
    cpu.r[Cpu.RSP] = frame.pointer();
    cpu.rip = offset;
    int interrupt = gate.type() == Descriptor.INTERRUPT_GATE_32 ? Flags.IF : 0;
    cpu.systemFlags &= ~(Flags.TF | Flags.NT | Flags.RF | Flags.VM | interrupt);
    cpu.modeChanged();
  }

  private static Descriptor gate(Cpu cpu, int vector, boolean software, int gateError) {
    int entry = vector * 16;
    if (entry + 15 > cpu.idtr.limit) {
      throw cpu.fault(Vector.GP, gateError);
    }
    long address = cpu.idtr.base + entry;
    Descriptor gate = new Descriptor(address, cpu.mmu.loadSystem(address, 8));
    boolean isGate =
        gate.isSystem(Descriptor.INTERRUPT_GATE_32) || gate.isSystem(Descriptor.TRAP_GATE_32);
    if (!isGate || software && gate.dpl() < cpu.cpl) {
      throw cpu.fault(Vector.GP, gateError);
    }
    if (!gate.isPresent()) {
      throw cpu.fault(Vector.NP, gateError);
    }
    return gate;
  }

  /** The stack pointer to push from, aligned to 16 bytes (SDM 3A 6.14.2). */
  private static long stack(Cpu cpu, int entry, int cpl) {
    long pointer;
    if (entry != 0) {
      pointer = TaskState.interruptStack(cpu, entry);
    } else if (cpl < cpu.cpl) {
      pointer = TaskState.widePointer(cpu, cpl);
    } else {
      pointer = cpu.r[Cpu.RSP];
    }
    return pointer & -16;
  }

  private static void push(Cpu cpu, StackFrame frame, int errorCode) {
    frame.push(cpu.segments[Segment.SS].selector, 64);
    frame.push(cpu.r[Cpu.RSP], 64);
    frame.push(Flags.get(cpu), 64);
    frame.push(cpu.segments[Segment.CS].selector, 64);
    frame.push(cpu.rip, 64);
    if (errorCode != GuestFault.NO_ERROR_CODE) {
      frame.push(errorCode, 64);
    }
  }

  private static void enter(Cpu cpu, int selector, Descriptor code, int cpl, boolean isInner) {
    CodeSegments.install(cpu, selector, code, cpl);
    if (isInner) {
      SegmentLoader.loadNull(cpu, Segment.SS, cpl);
    }
  }
}
