package emu.core.debug;

import emu.core.cpu.Cpu;
import emu.core.cpu.Interrupts;
import emu.core.mmu.TlbFill;

/**
 * Is told what a processor does beside running one instruction after the other: interrupts, far
 * transfers, changes of mode and of page tables. {@link Cpu#observe} adds one.
 *
 * <p>All engines tell the same at the same {@link Cpu#instructionCount}, but for {@link
 * #tlbFilled}, which is about the emulator's own TLB. An observer may look at everything and must
 * change nothing that the guest can see. While nobody observes, none of this costs anything on the
 * way from one instruction to the next.
 */
public interface CpuObserver {

  /** How CS:RIP came to another segment, privilege level or task. */
  enum Transfer {
    /** Far JMP. */
    JMP,
    /** Far CALL. */
    CALL,
    /** Far RET. */
    RET,
    IRET,
    SYSCALL,
    SYSRET,
    SYSENTER,
    SYSEXIT,
    /** A task switch, by whatever asked for it; a far JMP, CALL or IRET is told after it too. */
    TASK
  }

  /**
   * An interrupt or exception is about to be delivered; registers are those of the interrupted
   * program. If the delivery faults, the next call is about the exception of that: the same one, or
   * a double fault (SDM 3A 6.15).
   *
   * @param vector 0 to 255; 14 is #PF, whose address is in CR2
   * @param source what it comes from; {@link Cpu#rip} is the faulting instruction of a fault, the
   *     next instruction of anything else
   * @param errorCode what is pushed behind the frame, or {@link
   *     emu.core.cpu.GuestFault#NO_ERROR_CODE}
   */
  default void delivering(Cpu cpu, int vector, Interrupts.Source source, int errorCode) {}

  /**
   * The delivery that was told last raised an exception itself; what becomes of it is told next.
   *
   * @param vector the exception; 14 is #PF, whose address is in CR2
   * @param errorCode its error code, or {@link emu.core.cpu.GuestFault#NO_ERROR_CODE}
   */
  default void deliveryFailed(Cpu cpu, int vector, int errorCode) {}

  /**
   * The delivery that was told last, of a double fault, failed: the processor shuts down. Registers
   * are still those of the program that the first exception interrupted.
   */
  default void tripleFault(Cpu cpu) {}

  /**
   * CR0 or IA32_EFER was written and PE, PG, LME or LMA is now another.
   *
   * @param oldCr0 CR0 before
   * @param oldEfer IA32_EFER before
   */
  default void modeChanged(Cpu cpu, long oldCr0, long oldEfer) {}

  /**
   * A far transfer was made, other than the delivery of an interrupt; CS:RIP is its target.
   *
   * @param selector CS before
   * @param rip where the instruction behind it is: the offset in the old CS
   */
  default void transferred(Cpu cpu, Transfer kind, int selector, long rip) {}

  /** CR3 was written. */
  default void pageTableLoaded(Cpu cpu) {}

  /** The translation of {@code linear} was forgotten, by INVLPG. */
  default void pageInvalidated(Cpu cpu, long linear) {}

  /**
   * Whether {@link #tlbFilled} is to be called: that happens often, and what it tells is made for
   * it.
   */
  default boolean watchesTlb() {
    return true;
  }

  /** A page walk filled the TLB. No address may be looked up during this call. */
  default void tlbFilled(Cpu cpu, TlbFill fill) {}
}
