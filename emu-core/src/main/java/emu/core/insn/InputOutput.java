package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.TaskState;
import emu.core.decode.Insn;
import emu.core.decode.Operand;

/** I/O instructions (SDM 1 5.1.9 and chapter 19). */
public final class InputOutput {
  private InputOutput() {}

  /** IN. */
  public static void in(Cpu cpu, Insn insn) {
    int size = insn.operand(0).bits() >> 3;
    int port = port(cpu, insn, 1, size);
    Operands.write(cpu, insn, 0, read(cpu, port, size));
  }

  /** OUT. */
  public static void out(Cpu cpu, Insn insn) {
    int size = insn.operand(1).bits() >> 3;
    int port = port(cpu, insn, 0, size);
    write(cpu, port, size, Operands.read(cpu, insn, 1));
  }

  /** INS, with or without REP. */
  public static void ins(Cpu cpu, Insn insn) {
    boolean many = Strings.isRepeated(insn) && Strings.count(cpu, insn) != 0;
    if (many && !cpu.debug.isActive() && insertMany(cpu, insn)) {
      return;
    }
    Strings.repeat(cpu, insn, InputOutput::insertOne);
  }

  /** OUTS, with or without REP. */
  public static void outs(Cpu cpu, Insn insn) {
    Strings.repeat(cpu, insn, InputOutput::outputOne);
  }

  private static boolean insertMany(Cpu cpu, Insn insn) {
    int size = insn.operand(0).bits() >> 3;
    return BulkStrings.ins(cpu, insn, port(cpu, insn, 1, size), size);
  }

  private static boolean insertOne(Cpu cpu, Insn insn, int bits) {
    int size = insn.operand(0).bits() >> 3;
    int port = port(cpu, insn, 1, size);
    long address = Strings.destination(cpu, insn, size, true);
    // The store must not fault once the device has been read.
    cpu.mmu.probeWrite(address, size);
    cpu.mmu.store(address, size, read(cpu, port, size));
    Strings.advance(cpu, insn, Cpu.RDI, size);
    return true;
  }

  private static boolean outputOne(Cpu cpu, Insn insn, int bits) {
    int size = insn.operand(1).bits() >> 3;
    int port = port(cpu, insn, 0, size);
    long value = cpu.mmu.load(Strings.source(cpu, insn, size), size);
    write(cpu, port, size, value);
    Strings.advance(cpu, insn, Cpu.RSI, size);
    return true;
  }

  /**
   * The port that operand {@code i} names; #GP(0) if neither IOPL nor the I/O permission map allows
   * it.
   */
  private static int port(Cpu cpu, Insn insn, int i, int size) {
    int port =
        insn.operand(i).kind() == Operand.Kind.IMMEDIATE
            ? (int) insn.immediate() & 0xFF
            : (int) cpu.r[Cpu.RDX] & 0xFFFF;
    boolean mapDecides = cpu.isProtected() && (cpu.cpl > cpu.iopl() || cpu.isVirtual8086());
    if (mapDecides && !TaskState.allowsPorts(cpu, port, size)) {
      throw cpu.generalProtection();
    }
    return port;
  }

  private static long read(Cpu cpu, int port, int size) {
    cpu.debug.portAccessed(port, size);
    return cpu.ports.read(port, size) & 0xFFFF_FFFFL;
  }

  private static void write(Cpu cpu, int port, int size, long value) {
    cpu.debug.portAccessed(port, size);
    cpu.ports.write(port, size, (int) value);
  }
}
