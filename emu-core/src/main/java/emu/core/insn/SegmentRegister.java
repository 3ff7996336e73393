package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.cpu.SegmentLoader;
import emu.core.decode.Insn;

/** Segment register instructions (SDM 1 5.1.12). */
public final class SegmentRegister {
  private SegmentRegister() {}

  /** MOV Sreg, r/m16. */
  public static void mov(Cpu cpu, Insn insn) {
    int number = insn.operand(0).number();
    if (number == Segment.CS) {
      throw cpu.undefinedOpcode();
    }
    SegmentLoader.load(cpu, number, (int) Operands.read(cpu, insn, 1));
    holdAfter(cpu, number);
  }

  /** PUSH Sreg; wider than 16 bits the selector is zero-extended. */
  public static void push(Cpu cpu, Insn insn) {
    Stack.push(cpu, cpu.segments[insn.operand(0).number()].selector, insn.operandSize());
  }

  /** POP Sreg. */
  public static void pop(Cpu cpu, Insn insn) {
    int number = insn.operand(0).number();
    int selector = (int) Stack.peek(cpu, 0, insn.operandSize()) & 0xFFFF;
    long mask = cpu.stackMask;
    SegmentLoader.load(cpu, number, selector);
    long pointer = cpu.r[Cpu.RSP] + (insn.operandSize() >> 3);
    cpu.r[Cpu.RSP] = cpu.r[Cpu.RSP] & ~mask | pointer & mask;
    holdAfter(cpu, number);
  }

  /** LES. */
  public static void les(Cpu cpu, Insn insn) {
    loadPointer(cpu, insn, Segment.ES);
  }

  /** LDS. */
  public static void lds(Cpu cpu, Insn insn) {
    loadPointer(cpu, insn, Segment.DS);
  }

  /** LSS. */
  public static void lss(Cpu cpu, Insn insn) {
    loadPointer(cpu, insn, Segment.SS);
  }

  /** LFS. */
  public static void lfs(Cpu cpu, Insn insn) {
    loadPointer(cpu, insn, Segment.FS);
  }

  /** LGS. */
  public static void lgs(Cpu cpu, Insn insn) {
    loadPointer(cpu, insn, Segment.GS);
  }

  private static void loadPointer(Cpu cpu, Insn insn, int number) {
    int size = insn.operandSize() >> 3;
    long offset = cpu.mmu.load(Operands.linear(cpu, insn, size, false), size);
    int selector = (int) cpu.mmu.load16(Operands.linear(cpu, insn, size, 2, false));
    SegmentLoader.load(cpu, number, selector);
    Operands.write(cpu, insn, 0, offset);
  }

  /**
   * A load of SS by MOV or POP holds off interrupts and debug traps for one instruction (SDM 3A
   * 6.8.3).
   */
  private static void holdAfter(Cpu cpu, int number) {
    if (number == Segment.SS) {
      cpu.holdTraps();
    }
  }
}
