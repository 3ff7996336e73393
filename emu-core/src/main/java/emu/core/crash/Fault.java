package emu.core.crash;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.debug.Delivery;
import emu.core.decode.Insn;
import emu.core.inspect.CodeReader;
import emu.core.inspect.Exceptions;
import emu.core.inspect.PageWalk;
import emu.core.mmu.Access;
import java.util.Optional;

/**
 * An exception or interrupt and what lies around it in the machine as it stands.
 *
 * @param cpu the processor
 * @param delivery the exception
 * @param names tells what lies where
 */
public record Fault(Cpu cpu, Delivery delivery, AddressNames names) {

  /** Linear address of offset {@code rip} in the code segment of {@code cpu}. */
  static long linear(Cpu cpu, long rip) {
    long linear = cpu.segmentBase[Segment.CS] + rip;
    return cpu.is64BitCode() ? linear : linear & 0xFFFF_FFFFL;
  }

  /** Linear address of its RIP, as far as the code segment is still the same. */
  public long linear() {
    boolean real = cpu.hasRealSegments();
    return real ? ((long) delivery.selector() << 4) + delivery.rip() : linear(cpu, delivery.rip());
  }

  /** Where its RIP is, for people. */
  public String place() {
    return names.describe(linear());
  }

  /** Its mnemonic; an interrupt by its vector. */
  public String name() {
    return switch (delivery.source()) {
      case EXTERNAL -> "interrupt vector 0x%02x".formatted(delivery.vector());
      case SOFTWARE -> "INT 0x%02x".formatted(delivery.vector());
      case EXCEPTION -> Exceptions.mnemonic(delivery.vector());
    };
  }

  /** Whether it is exception {@code vector}. */
  public boolean is(int vector) {
    return delivery.isException(vector);
  }

  /** The instruction at its RIP; empty if nothing is mapped there. */
  public Optional<Insn> instruction() {
    return Optional.ofNullable(new CodeReader(cpu).decode(linear()));
  }

  /** Mnemonic of the instruction at its RIP, in capitals; empty if there is none. */
  public String mnemonic() {
    return instruction().map(insn -> insn.row().mnemonic()).orElse("");
  }

  /** What a #PF wanted to do. */
  public Access access() {
    return delivery.isFetch()
        ? Access.EXECUTE
        : (delivery.errorCode() & 2) != 0 ? Access.WRITE : Access.READ;
  }

  /** The walk that ended in a #PF; empty if this is another exception. */
  public Optional<PageWalk> walk() {
    boolean user = (delivery.errorCode() & 4) != 0;
    return is(Vector.PF)
        ? Optional.of(PageWalk.of(cpu, delivery.cr2(), access(), user))
        : Optional.empty();
  }

  /** Linear address of the memory operand of {@code insn}, with the registers of the time. */
  public long address(Insn insn) {
    long address = insn.displacement();
    if (insn.base() == Insn.RIP) {
      address += delivery.rip() + insn.length();
    } else if (insn.base() >= 0) {
      address += delivery.registers().get(insn.base());
    }
    if (insn.index() >= 0) {
      address += delivery.registers().get(insn.index()) << insn.shift();
    }
    if (insn.addressSize() < 64) {
      address &= (1L << insn.addressSize()) - 1;
    }
    return cpu.segmentBase[insn.segment()] + address;
  }
}
