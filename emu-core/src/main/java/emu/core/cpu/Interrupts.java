package emu.core.cpu;

/**
 * Delivery of interrupts and exceptions (SDM 3A, chapter 6).
 *
 * <p>RIP is what is pushed: an engine puts it back to the faulting instruction before {@link
 * #raise}; the semantics of INT n find it at the next instruction. Nothing here counts
 * instructions.
 */
public final class Interrupts {
  private static final int CONTRIBUTORY =
      1 << Vector.DE | 1 << Vector.TS | 1 << Vector.NP | 1 << Vector.SS | 1 << Vector.GP;
  private static final int WITH_SELECTOR =
      1 << Vector.TS | 1 << Vector.NP | 1 << Vector.SS | 1 << Vector.GP;

  /** Bit 0 of an error code: the event came from outside the program. */
  private static final int EXTERNAL = 1;

  /**
   * In place of an exception's vector: an interrupt, which makes no double fault whatever its
   * vector.
   */
  private static final int BENIGN = -1;

  private Interrupts() {}

  /** Where an interrupt comes from. */
  public enum Source {
    /** INTR or NMI. */
    EXTERNAL,
    /** An exception, also that of INT1. */
    EXCEPTION,
    /** INT n, INT3 or INTO: the gate's DPL counts, and faults on the way are the program's own. */
    SOFTWARE
  }

  /**
   * Delivers the exception {@code fault}, and what goes wrong on the way, up to shutdown (SDM 3A
   * 6.15, double fault). The fault's own object may be reused while this runs.
   */
  public static void raise(Cpu cpu, GuestFault fault) {
    int vector = fault.vector();
    int errorCode = fault.errorCode();
    // SDM 3B 17.3.1.1: RF is set in the image that a fault pushes, so that it is not raised again
    // by its instruction breakpoint.
    cpu.systemFlags |= Flags.RF;
    cpu.debug.discard();
    deliverOrEscalate(cpu, vector, Source.EXCEPTION, errorCode, vector);
  }

  /**
   * Delivers the maskable interrupt {@code vector}, which the interrupt controller has
   * acknowledged.
   */
  public static void external(Cpu cpu, int vector) {
    deliverOrEscalate(cpu, vector, Source.EXTERNAL, GuestFault.NO_ERROR_CODE, BENIGN);
  }

  /** Delivers the pending NMI, and holds further ones off until IRET (SDM 3A 6.7.1). */
  public static void nmi(Cpu cpu) {
    cpu.takeNmi();
    cpu.nmiBlocked = true;
    deliverOrEscalate(cpu, Vector.NMI, Source.EXTERNAL, GuestFault.NO_ERROR_CODE, BENIGN);
  }

  /** Delivers #DB as a trap; DR6 tells why already. */
  static void debugTrap(Cpu cpu) {
    deliverOrEscalate(cpu, Vector.DB, Source.EXCEPTION, GuestFault.NO_ERROR_CODE, BENIGN);
  }

  private static void deliverOrEscalate(
      Cpu cpu, int firstVector, Source firstSource, int firstErrorCode, int firstException) {
    int vector = firstVector;
    Source source = firstSource;
    int errorCode = firstErrorCode;
    int current = firstException;
    long rip = cpu.rip;
    while (true) {
      try {
        deliver(cpu, vector, source, errorCode);
        return;
      } catch (GuestFault fault) {
        cpu.rip = rip;
        int second = fault.vector();
        if (current == Vector.DF && isSerious(second)) {
          shutDown(cpu);
          return;
        }
        boolean isDouble = isDoubleFault(current, second);
        vector = isDouble ? Vector.DF : second;
        errorCode = isDouble ? 0 : fault.errorCode();
        current = vector;
        source = Source.EXCEPTION;
        cpu.systemFlags |= Flags.RF;
      }
    }
  }

  // SDM 3A, table 6-5
  private static boolean isDoubleFault(int first, int second) {
    if (first == Vector.PF) {
      return isSerious(second);
    }
    return isContributory(first) && isContributory(second);
  }

  private static boolean isSerious(int vector) {
    return vector == Vector.PF || isContributory(vector);
  }

  private static boolean isContributory(int vector) {
    return vector >= 0 && (CONTRIBUTORY >> vector & 1) != 0;
  }

  private static void shutDown(Cpu cpu) {
    cpu.shutdown = true;
    cpu.requestAttention();
    if (cpu.observer != null) {
      cpu.observer.tripleFault(cpu);
    }
  }

  /**
   * Delivers {@code vector} through the interrupt table of the current mode.
   *
   * @param errorCode to push after the frame, or {@link GuestFault#NO_ERROR_CODE}
   * @throws GuestFault if that is not possible; nothing has changed then
   */
  public static void deliver(Cpu cpu, int vector, Source source, int errorCode) {
    boolean software = source == Source.SOFTWARE;
    if (cpu.observer != null) {
      cpu.observer.delivering(cpu, vector, source, errorCode);
    }
    try {
      if (!cpu.isProtected()) {
        RealModeVectors.deliver(cpu, vector);
      } else if (cpu.isLongMode()) {
        LongModeGates.deliver(cpu, vector, software, errorCode);
      } else {
        ProtectedGates.deliver(cpu, vector, software, errorCode);
      }
    } catch (GuestFault fault) {
      boolean external = !software && (WITH_SELECTOR >> fault.vector() & 1) != 0;
      GuestFault raised =
          external ? cpu.fault(fault.vector(), fault.errorCode() | EXTERNAL) : fault;
      if (cpu.observer != null) {
        cpu.observer.deliveryFailed(cpu, raised.vector(), raised.errorCode());
      }
      throw raised;
    }
    cpu.halted = false;
    cpu.debug.cancelStep();
  }
}
