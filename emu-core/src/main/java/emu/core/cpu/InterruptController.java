package emu.core.cpu;

/**
 * What the processor asks of the interrupt controllers on its board: the local APIC, with the 8259
 * pair behind it.
 */
public interface InterruptController {

  /**
   * Vector (0 to 255) of the interrupt that the processor accepts now; the request counts as in
   * service from here on. Called once for each interrupt accepted while INTR is high.
   */
  int acknowledge();

  /** IA32_APIC_BASE (SDM 3A 11.4.4). */
  long apicBase();

  /** Writes IA32_APIC_BASE; reserved bits have been checked. */
  void setApicBase(long value);

  /** Bits 7:4 of the task-priority register, as CR8 shows them (SDM 3A 11.8.6). */
  int taskPriority();

  /** Sets the task priority from CR8 (0 to 15). */
  void setTaskPriority(int priority);

  /** IA32_TSC_DEADLINE: 0 when the deadline timer is not armed (SDM 3A 11.5.4.1). */
  default long tscDeadline() {
    return 0;
  }

  /**
   * Writes IA32_TSC_DEADLINE; ignored unless the APIC's timer is in TSC-deadline mode.
   *
   * @param value the counter value to wait for; 0 disarms
   * @param ticks how many ticks the time-stamp counter is from it; negative if it has passed
   */
  default void setTscDeadline(long value, long ticks) {}
}
