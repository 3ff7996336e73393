package emu.core.cpu;

import emu.core.debug.CpuObserver;

/**
 * Hardware task switches (SDM 3A 7.3), by far jump and call, interrupt, and IRET of a nested task.
 */
public final class TaskSwitch {

  /**
   * What asks for the switch; it decides on busy bits, NT and the back link (SDM 3A, table 7-2).
   */
  public enum Cause {
    JUMP,
    CALL,
    INTERRUPT,
    RETURN;

    boolean nests() {
      return this == CALL || this == INTERRUPT;
    }
  }

  private TaskSwitch() {}

  /**
   * Switches to the task of a TSS or task gate that a far jump or call names, whose DPL allows
   * that.
   */
  public static void toSystemSegment(Cpu cpu, int selector, Descriptor target, Cause cause) {
    if (!target.isSystem(Descriptor.TASK_GATE)) {
      toDescriptor(cpu, selector, target, cause);
      return;
    }
    if (!target.isPresent()) {
      throw DescriptorTables.selectorFault(cpu, Vector.NP, selector);
    }
    throughGate(cpu, target, cause);
  }

  /** Switches to the task that a checked task gate names. */
  static void throughGate(Cpu cpu, Descriptor gate, Cause cause) {
    int selector = gate.gateSelector();
    if (DescriptorTables.isNull(selector) || (selector & 4) != 0) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    Descriptor tss = DescriptorTables.read(cpu, selector, Vector.GP);
    toDescriptor(cpu, selector, tss, cause);
  }

  private static void toDescriptor(Cpu cpu, int selector, Descriptor tss, Cause cause) {
    if (!tss.isSystem(Descriptor.TSS_16) && !tss.isSystem(Descriptor.TSS_32)) {
      throw DescriptorTables.selectorFault(cpu, Vector.GP, selector);
    }
    if (!tss.isPresent()) {
      throw DescriptorTables.selectorFault(cpu, Vector.NP, selector);
    }
    perform(cpu, selector, tss, cause);
  }

  /**
   * Goes back to the task that the back link of the current TSS names, as IRET does when NT is set.
   */
  public static void toPrevious(Cpu cpu) {
    int selector = (int) cpu.mmu.loadSystem(cpu.tr.base, 2);
    if (DescriptorTables.isNull(selector) || (selector & 4) != 0) {
      throw DescriptorTables.selectorFault(cpu, Vector.TS, selector);
    }
    Descriptor tss = DescriptorTables.read(cpu, selector, Vector.TS);
    if (!tss.isSystem(Descriptor.TSS_16_BUSY) && !tss.isSystem(Descriptor.TSS_32_BUSY)) {
      throw DescriptorTables.selectorFault(cpu, Vector.TS, selector);
    }
    if (!tss.isPresent()) {
      throw DescriptorTables.selectorFault(cpu, Vector.NP, selector);
    }
    perform(cpu, selector, tss, Cause.RETURN);
  }

  /**
   * Pushes the error code of the exception whose task gate led here, in the width of the new task.
   */
  static void pushErrorCode(Cpu cpu, int errorCode) {
    StackFrame frame = StackFrame.current(cpu);
    frame.push(errorCode, (cpu.tr.access & 8) != 0 ? 32 : 16);
    cpu.r[Cpu.RSP] = frame.pointer();
  }

  private static void perform(Cpu cpu, int selector, Descriptor tss, Cause cause) {
    TaskImage.checkLimit(cpu, selector, tss);
    TaskImage next = TaskImage.read(cpu, tss);
    next.checkPaging(cpu);
    TaskImage.save(cpu, cause == Cause.RETURN ? Flags.get(cpu) & ~Flags.NT : Flags.get(cpu));
    if (cause.nests()) {
      cpu.mmu.storeSystem(tss.base(), 2, cpu.tr.selector);
      next.flags |= Flags.NT;
    } else {
      clearBusy(cpu);
    }
    if (cause != Cause.RETURN) {
      DescriptorTables.setType(cpu, tss, tss.type() | 2);
    }
    cpu.tr.set(selector, tss.base(), tss.limit(), tss.access() | 2);
    int oldSelector = cpu.segments[Segment.CS].selector;
    long oldRip = cpu.rip;
    commit(cpu, next);
    if (cpu.observer != null) {
      cpu.observer.transferred(cpu, CpuObserver.Transfer.TASK, oldSelector, oldRip);
    }
  }

  private static void clearBusy(Cpu cpu) {
    Descriptor old = DescriptorTables.find(cpu, cpu.tr.selector);
    if (old != null) {
      DescriptorTables.setType(cpu, old, old.type() & ~2);
    }
  }

  /** From here on faults belong to the new task, so they are raised here and not by the engine. */
  private static void commit(Cpu cpu, TaskImage next) {
    cpu.cr0 |= Cr.CR0_TS;
    cpu.dr[7] &= ~0x155L;
    cpu.debug.armBreakpoints();
    next.loadRegisters(cpu);
    try {
      next.loadSegments(cpu);
      cpu.modeChanged();
    } catch (GuestFault fault) {
      cpu.modeChanged();
      Interrupts.raise(cpu, fault);
      return;
    }
    if (next.trap) {
      cpu.debug.taskSwitched();
    }
  }
}
