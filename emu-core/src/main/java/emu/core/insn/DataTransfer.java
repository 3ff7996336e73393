package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.decode.Insn;
import emu.core.mmu.Segmentation;

/** Data transfer instructions (SDM 1 5.1.1). */
public final class DataTransfer {
  private DataTransfer() {}

  /** MOV and MOVZX: the value comes zero-extended already. */
  public static long mov(Cpu cpu, long value, int bits) {
    return value;
  }

  public static long movsx8(Cpu cpu, long value, int bits) {
    return (byte) value;
  }

  public static long movsx16(Cpu cpu, long value, int bits) {
    return (short) value;
  }

  /** MOVSXD; with 16-bit operands it moves 16 bits. */
  public static long movsx32(Cpu cpu, long value, int bits) {
    return (int) value;
  }

  public static long bswap(Cpu cpu, long value, int bits) {
    return switch (bits) {
      case 64 -> Long.reverseBytes(value);
      case 32 -> Integer.reverseBytes((int) value);
      default -> 0; // Undefined; processors clear the register's 16 bits.
    };
  }

  public static long movbe(Cpu cpu, long value, int bits) {
    return Long.reverseBytes(value) >>> 64 - bits;
  }

  /** CMOVcc: the source is read, and a 32-bit destination zero-extended, whatever the condition. */
  public static void cmovcc(Cpu cpu, Insn insn) {
    long source = Operands.read(cpu, insn, 1);
    boolean move = Flags.condition(cpu, insn.row().condition());
    Operands.write(cpu, insn, 0, move ? source : Operands.read(cpu, insn, 0));
  }

  public static void lea(Cpu cpu, Insn insn) {
    Operands.write(cpu, insn, 0, Operands.effectiveAddress(cpu, insn));
  }

  public static void xchg(Cpu cpu, Insn insn) {
    long a = Operands.readForUpdate(cpu, insn, 0);
    long b = Operands.readForUpdate(cpu, insn, 1);
    if (insn.isMemory(1)) {
      Operands.write(cpu, insn, 1, a);
      Operands.write(cpu, insn, 0, b);
    } else {
      Operands.write(cpu, insn, 0, b);
      Operands.write(cpu, insn, 1, a);
    }
  }

  public static void xadd(Cpu cpu, Insn insn) {
    int bits = insn.operand(0).bits();
    long a = Operands.readForUpdate(cpu, insn, 0);
    long b = Operands.read(cpu, insn, 1);
    long sum = a + b;
    if (insn.isMemory(0)) {
      Operands.write(cpu, insn, 0, sum);
      Operands.write(cpu, insn, 1, a);
    } else {
      Operands.write(cpu, insn, 1, a);
      Operands.write(cpu, insn, 0, sum);
    }
    Flags.ofAdd(cpu, a, b, sum, bits);
  }

  /** CMPXCHG: the destination is written in either case (SDM 2A). */
  public static void cmpxchg(Cpu cpu, Insn insn) {
    int bits = insn.operand(0).bits();
    long destination = Operands.readForUpdate(cpu, insn, 0);
    long accumulator = Operands.truncate(cpu.r[Cpu.RAX], bits);
    long source = Operands.read(cpu, insn, 1);
    if (accumulator == destination) {
      Operands.write(cpu, insn, 0, source);
    } else {
      if (insn.isMemory(0)) {
        Operands.write(cpu, insn, 0, destination);
      }
      Operands.writeRegister(cpu, Cpu.RAX, destination, bits);
    }
    Flags.ofSubtract(cpu, accumulator, destination, accumulator - destination, bits);
  }

  public static void cmpxchg8b(Cpu cpu, Insn insn) {
    compareExchangePair(cpu, Operands.linear(cpu, insn, 8, true), 4);
  }

  /** CMPXCHG16B; the operand must be aligned. */
  public static void cmpxchg16b(Cpu cpu, Insn insn) {
    long linear = Operands.linear(cpu, insn, 16, true);
    if ((linear & 15) != 0) {
      throw cpu.generalProtection();
    }
    compareExchangePair(cpu, linear, 8);
  }

  private static void compareExchangePair(Cpu cpu, long linear, int size) {
    int half = size * 8;
    cpu.mmu.probeWrite(linear, 2 * size);
    long low = cpu.mmu.load(linear, size);
    long high = cpu.mmu.load(linear + size, size);
    boolean equal =
        low == Operands.truncate(cpu.r[Cpu.RAX], half)
            && high == Operands.truncate(cpu.r[Cpu.RDX], half);
    cpu.mmu.store(linear, size, equal ? cpu.r[Cpu.RBX] : low);
    cpu.mmu.store(linear + size, size, equal ? cpu.r[Cpu.RCX] : high);
    if (!equal) {
      Operands.writeRegister(cpu, Cpu.RAX, low, half);
      Operands.writeRegister(cpu, Cpu.RDX, high, half);
    }
    Flags.setStatus(cpu, equal ? Flags.ZF : 0, Flags.ZF);
  }

  /** PUSH of a register, an immediate or memory; PUSH rSP pushes the old value. */
  public static void push(Cpu cpu, Insn insn) {
    Stack.push(cpu, Operands.read(cpu, insn, 0), insn.operandSize());
  }

  /** POP: a memory destination is addressed with rSP already incremented (SDM 2B). */
  public static void pop(Cpu cpu, Insn insn) {
    long before = cpu.r[Cpu.RSP];
    long value = Stack.pop(cpu, insn.operandSize());
    if (!insn.isMemory(0)) {
      Operands.write(cpu, insn, 0, value);
      return;
    }
    long after = cpu.r[Cpu.RSP];
    boolean done = false;
    try {
      Operands.write(cpu, insn, 0, value);
      done = true;
    } finally {
      cpu.r[Cpu.RSP] = done ? after : before;
    }
  }

  public static void pusha(Cpu cpu, Insn insn) {
    int bits = insn.operandSize();
    int size = bits >> 3;
    long top = cpu.r[Cpu.RSP];
    for (int i = 0; i < 8; i++) {
      cpu.mmu.probeWrite(stackAddress(cpu, top - (i + 1L) * size, size, true), size);
    }
    for (int i = 0; i < 8; i++) {
      long linear = stackAddress(cpu, top - (i + 1L) * size, size, true);
      cpu.mmu.store(linear, size, i == Cpu.RSP ? top : cpu.r[i]);
    }
    Stack.setPointer(cpu, top - 8L * size);
  }

  public static void popa(Cpu cpu, Insn insn) {
    int bits = insn.operandSize();
    int size = bits >> 3;
    long top = cpu.r[Cpu.RSP];
    long[] values = new long[8];
    for (int i = 0; i < 8; i++) {
      values[i] = cpu.mmu.load(stackAddress(cpu, top + (7L - i) * size, size, false), size);
    }
    for (int i = 0; i < 8; i++) {
      if (i != Cpu.RSP) {
        Operands.writeRegister(cpu, i, values[i], bits);
      }
    }
    Stack.setPointer(cpu, top + 8L * size);
  }

  private static long stackAddress(Cpu cpu, long offset, int size, boolean write) {
    return Segmentation.linear(cpu, Segment.SS, offset & cpu.stackMask, size, write);
  }

  /** ENTER with a frame of operand 0 bytes at nesting level operand 1 modulo 32. */
  public static void enter(Cpu cpu, Insn insn) {
    int bits = insn.operandSize();
    int size = bits >> 3;
    long frame = Operands.read(cpu, insn, 0) & 0xFFFF;
    int level = (int) Operands.read(cpu, insn, 1) & 31;
    long stack = cpu.r[Cpu.RSP] - size;
    final long newBase = stack;
    long base = cpu.r[Cpu.RBP];
    cpu.mmu.store(stackAddress(cpu, stack, size, true), size, base);
    for (int i = 1; i < level; i++) {
      base -= size;
      stack -= size;
      long outer = cpu.mmu.load(stackAddress(cpu, base, size, false), size);
      cpu.mmu.store(stackAddress(cpu, stack, size, true), size, outer);
    }
    if (level > 0) {
      stack -= size;
      cpu.mmu.store(stackAddress(cpu, stack, size, true), size, newBase);
    }
    stack -= frame;
    // The word at the new top must be writable, though nothing is written (SDM 2A).
    cpu.mmu.probeWrite(stackAddress(cpu, stack, size, true), size);
    long mask = cpu.stackMask & -1L >>> 64 - bits;
    Operands.writeRegister(cpu, Cpu.RBP, cpu.r[Cpu.RBP] & ~mask | newBase & mask, bits);
    Stack.setPointer(cpu, stack);
  }

  public static void leave(Cpu cpu, Insn insn) {
    int bits = insn.operandSize();
    int size = bits >> 3;
    long frame = cpu.r[Cpu.RBP] & cpu.stackMask;
    long value = cpu.mmu.load(stackAddress(cpu, frame, size, false), size);
    Stack.setPointer(cpu, frame + size);
    Operands.writeRegister(cpu, Cpu.RBP, value, bits);
  }

  /** CWD, CDQ, CQO: copies of the sign. */
  public static long cwd(Cpu cpu, long value, int bits) {
    return Flags.signExtend(value, bits) >> 63;
  }

  public static void xlat(Cpu cpu, Insn insn) {
    long offset = Operands.truncate(cpu.r[Cpu.RBX] + (cpu.r[Cpu.RAX] & 0xFF), insn.addressSize());
    long value = cpu.mmu.load8(Segmentation.linear(cpu, insn.segment(), offset, 1, false));
    Operands.writeRegister(cpu, Cpu.RAX, value, 8);
  }

  public static void salc(Cpu cpu, Insn insn) {
    Operands.writeRegister(cpu, Cpu.RAX, Flags.carry(cpu) ? 0xFF : 0, 8);
  }
}
