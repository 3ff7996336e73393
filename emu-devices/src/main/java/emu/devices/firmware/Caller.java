package emu.devices.firmware;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;

/**
 * The program that called the BIOS: its registers, and its flags in the frame from which IRET takes
 * them. Values of 8 and 16 bits are zero-extended.
 */
final class Caller {
  /** The number of the interrupt is above the frame: IP, CS, FLAGS. */
  private static final int FRAME_IP = 2;

  private static final int FRAME_CS = 4;
  private static final int FRAME_FLAGS = 6;

  final LinearMemory memory;
  private final Cpu cpu;

  Caller(Cpu cpu) {
    this.cpu = cpu;
    this.memory = new LinearMemory(cpu);
  }

  /** The number that the entry pushed. */
  int number() {
    return memory.read16(stack(0));
  }

  /** Has the entry come back with another number. */
  void setNumber(int number) {
    memory.write16(stack(0), number);
  }

  /** Takes the number off the stack. */
  void dropNumber(int bytes) {
    cpu.r[Cpu.RSP] = cpu.r[Cpu.RSP] & ~cpu.stackMask | cpu.r[Cpu.RSP] + bytes & cpu.stackMask;
  }

  /** Tells the entry how to go on. */
  void answer(Answer answer) {
    int flags =
        switch (answer) {
          case DONE -> 0;
          case MORE, WAIT -> Flags.CF;
          case AGAIN -> Flags.CF | Flags.ZF;
        };
    Flags.setStatus(cpu, flags, Flags.CF | Flags.ZF);
  }

  private long stack(int offset) {
    return cpu.segments[Segment.SS].base + (cpu.r[Cpu.RSP] + offset & cpu.stackMask);
  }

  /** FLAGS of the program. */
  int flags() {
    return memory.read16(stack(FRAME_FLAGS));
  }

  /** Sets the flags of {@code mask} that IRET brings back, or clears them. */
  void setFlags(int mask, boolean set) {
    memory.write16(stack(FRAME_FLAGS), set ? flags() | mask : flags() & ~mask);
  }

  void setCarry(boolean carry) {
    setFlags(Flags.CF, carry);
  }

  void setZero(boolean zero) {
    setFlags(Flags.ZF, zero);
  }

  /** Where the program called from: CS and IP. */
  int returnAddress() {
    return memory.read16(stack(FRAME_CS)) << 16 | memory.read16(stack(FRAME_IP));
  }

  /** AH = 0, CF clear. */
  Answer succeed() {
    setAh(0);
    setCarry(false);
    return Answer.DONE;
  }

  /** AH = {@code status}, CF set. */
  Answer fail(int status) {
    setAh(status);
    setCarry(true);
    return Answer.DONE;
  }

  /** Leaves the BIOS for {@code segment:offset}, with interrupts on or off. */
  void leaveFor(int segment, int offset, boolean interrupts) {
    memory.write16(stack(FRAME_IP), offset);
    memory.write16(stack(FRAME_CS), segment);
    memory.write16(stack(FRAME_FLAGS), (interrupts ? Flags.IF : 0) | Flags.FIXED);
  }

  /** Loads a segment register as real mode does. */
  void setSegment(int number, int selector) {
    emu.core.cpu.SegmentLoader.loadReal(cpu, number, selector);
  }

  /** The linear address {@code segment:offset}, where {@code segment} is a register's number. */
  long linear(int segment, int offset) {
    return cpu.segments[segment].base + (offset & 0xFFFF);
  }

  int segment(int number) {
    return cpu.segments[number].selector;
  }

  int reg32(int register) {
    return (int) cpu.r[register];
  }

  void setReg32(int register, int value) {
    cpu.r[register] = Integer.toUnsignedLong(value);
  }

  int reg16(int register) {
    return (int) cpu.r[register] & 0xFFFF;
  }

  void setReg16(int register, int value) {
    cpu.r[register] = cpu.r[register] & ~0xFFFFL | value & 0xFFFF;
  }

  int low(int register) {
    return (int) cpu.r[register] & 0xFF;
  }

  void setLow(int register, int value) {
    cpu.r[register] = cpu.r[register] & ~0xFFL | value & 0xFF;
  }

  int high(int register) {
    return (int) cpu.r[register] >> 8 & 0xFF;
  }

  void setHigh(int register, int value) {
    cpu.r[register] = cpu.r[register] & ~0xFF00L | (value & 0xFF) << 8;
  }

  int ax() {
    return reg16(Cpu.RAX);
  }

  int bx() {
    return reg16(Cpu.RBX);
  }

  int cx() {
    return reg16(Cpu.RCX);
  }

  int dx() {
    return reg16(Cpu.RDX);
  }

  int si() {
    return reg16(Cpu.RSI);
  }

  int di() {
    return reg16(Cpu.RDI);
  }

  int bp() {
    return reg16(Cpu.RBP);
  }

  int al() {
    return low(Cpu.RAX);
  }

  int ah() {
    return high(Cpu.RAX);
  }

  int bl() {
    return low(Cpu.RBX);
  }

  int bh() {
    return high(Cpu.RBX);
  }

  int cl() {
    return low(Cpu.RCX);
  }

  int ch() {
    return high(Cpu.RCX);
  }

  int dl() {
    return low(Cpu.RDX);
  }

  int dh() {
    return high(Cpu.RDX);
  }

  void setAx(int value) {
    setReg16(Cpu.RAX, value);
  }

  void setBx(int value) {
    setReg16(Cpu.RBX, value);
  }

  void setCx(int value) {
    setReg16(Cpu.RCX, value);
  }

  void setDx(int value) {
    setReg16(Cpu.RDX, value);
  }

  void setSi(int value) {
    setReg16(Cpu.RSI, value);
  }

  void setDi(int value) {
    setReg16(Cpu.RDI, value);
  }

  void setBp(int value) {
    setReg16(Cpu.RBP, value);
  }

  void setAl(int value) {
    setLow(Cpu.RAX, value);
  }

  void setAh(int value) {
    setHigh(Cpu.RAX, value);
  }

  void setBl(int value) {
    setLow(Cpu.RBX, value);
  }

  void setBh(int value) {
    setHigh(Cpu.RBX, value);
  }

  void setCl(int value) {
    setLow(Cpu.RCX, value);
  }

  void setCh(int value) {
    setHigh(Cpu.RCX, value);
  }

  void setDl(int value) {
    setLow(Cpu.RDX, value);
  }

  void setDh(int value) {
    setHigh(Cpu.RDX, value);
  }
}
