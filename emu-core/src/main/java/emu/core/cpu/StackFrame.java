package emu.core.cpu;

import emu.core.mmu.Segmentation;

/**
 * What an interrupt or a far call pushes, on the current stack or on that of an inner level. The
 * registers stay as they are, so that a fault in the middle leaves no trace but in memory below the
 * stack pointer.
 */
public final class StackFrame {
  private final Cpu cpu;
  private final Segment segment;
  private final boolean is64Bit;
  private final boolean isInner;
  private final long mask;
  private long pointer;

  private StackFrame(Cpu cpu, Segment segment, boolean is64Bit, boolean isInner, long pointer) {
    this.cpu = cpu;
    this.segment = segment;
    this.is64Bit = is64Bit;
    this.isInner = isInner;
    this.pointer = pointer;
    this.mask = is64Bit ? -1L : segment.is(Segment.DEFAULT_BIG) ? 0xFFFF_FFFFL : 0xFFFF;
  }

  /** Pushes go on where the current stack is. */
  public static StackFrame current(Cpu cpu) {
    Segment ss = cpu.segments[Segment.SS];
    return new StackFrame(cpu, ss, cpu.is64BitCode(), false, cpu.r[Cpu.RSP]);
  }

  /** Pushes go to the stack of an inner level. */
  public static StackFrame inner(Cpu cpu, int selector, Descriptor stack, long pointer) {
    Segment segment = new Segment();
    segment.set(selector, stack.base(), stack.limit(), stack.access());
    return new StackFrame(cpu, segment, false, true, pointer);
  }

  /** Pushes go to a 64-bit stack, as supervisor if it is an inner level's. */
  public static StackFrame wide(Cpu cpu, long pointer, boolean isInner) {
    return new StackFrame(cpu, cpu.segments[Segment.SS], true, isInner, pointer);
  }

  /** Pushes the low {@code bits} (16, 32 or 64) of {@code value}. */
  public void push(long value, int bits) {
    int size = bits >> 3;
    long offset = pointer - size & mask;
    long address = linear(offset, size);
    if (isInner) {
      cpu.mmu.storeSystem(address, size, value);
    } else {
      cpu.mmu.store(address, size, value);
    }
    pointer = pointer & ~mask | offset;
  }

  /** RSP after the pushes. */
  public long pointer() {
    return pointer;
  }

  private long linear(long offset, int size) {
    if (is64Bit) {
      if (!CodeSegments.isCanonical(offset) || !CodeSegments.isCanonical(offset + size - 1)) {
        throw cpu.fault(Vector.SS, 0);
      }
      return offset;
    }
    if (!Segmentation.contains(segment, offset, size)) {
      throw cpu.fault(Vector.SS, isInner ? segment.selector & 0xFFFC : 0);
    }
    return segment.base + offset & 0xFFFF_FFFFL;
  }
}
