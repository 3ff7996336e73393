package emu.core.debug;

import emu.core.cpu.Cpu;
import emu.core.cpu.Interrupts.Source;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import java.util.Optional;

/**
 * An interrupt or exception that was delivered, or was to be, and what the interrupted program had
 * in the registers that matter.
 *
 * @param count {@link Cpu#instructionCount} then
 * @param vector 0 to 255
 * @param source what it comes from
 * @param errorCode what is pushed, or {@link emu.core.cpu.GuestFault#NO_ERROR_CODE}
 * @param cr2 CR2; tells something for #PF only
 * @param selector CS
 * @param rip the offset in CS: the faulting instruction of a fault, the next one of anything else
 * @param registers the general registers
 * @param cpl privilege level, 0 to 3
 * @param failure what was raised on the way, if it could not be delivered
 */
public record Delivery(
    long count,
    int vector,
    Source source,
    int errorCode,
    long cr2,
    int selector,
    long rip,
    GeneralRegisters registers,
    int cpl,
    Optional<Failure> failure) {

  /**
   * The exception that a delivery raised.
   *
   * @param vector 0 to 31
   * @param errorCode its error code, or {@link emu.core.cpu.GuestFault#NO_ERROR_CODE}
   * @param cr2 CR2; tells something for #PF only
   */
  public record Failure(int vector, int errorCode, long cr2) {}

  static Delivery of(Cpu cpu, int vector, Source source, int errorCode) {
    return new Delivery(
        cpu.instructionCount(),
        vector,
        source,
        errorCode,
        cpu.cr2,
        cpu.segments[Segment.CS].selector,
        cpu.rip,
        GeneralRegisters.of(cpu),
        cpu.cpl,
        Optional.empty());
  }

  Delivery failedBy(Failure raised) {
    return new Delivery(
        count, vector, source, errorCode, cr2, selector, rip, registers, cpl, Optional.of(raised));
  }

  /** RSP then. */
  public long rsp() {
    return registers.get(Cpu.RSP);
  }

  /** Whether it is the exception {@code exception}, not an interrupt of that number. */
  public boolean isException(int exception) {
    return source == Source.EXCEPTION && vector == exception;
  }

  /** Whether it is a #PF of an instruction fetch, as far as error code and address tell. */
  public boolean isFetch() {
    return isException(Vector.PF) && ((errorCode & 0x10) != 0 || cr2 == rip);
  }

  /** Whether the two tell of the same event in the same place. */
  public boolean isLike(Delivery other) {
    return vector == other.vector
        && source == other.source
        && errorCode == other.errorCode
        && (vector != Vector.PF || cr2 == other.cr2)
        && selector == other.selector
        && rip == other.rip
        && cpl == other.cpl;
  }
}
