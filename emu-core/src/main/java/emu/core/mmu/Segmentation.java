package emu.core.mmu;

import emu.core.cpu.Cpu;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;

/** From an offset in a segment to a linear address, with the checks of SDM 3A 5.3 and 5.5. */
public final class Segmentation {
  private Segmentation() {}

  /**
   * Linear address of {@code size} bytes at {@code offset} in segment register {@code number}.
   *
   * @throws GuestFault #GP(0), or #SS(0) for the stack segment, if the segment does not allow the
   *     access
   */
  public static long linear(Cpu cpu, int number, long offset, int size, boolean write) {
    if (cpu.is64BitCode()) {
      return cpu.segmentBase[number] + offset;
    }
    Segment segment = cpu.segments[number];
    if (!allows(cpu, segment, write) || !contains(segment, offset, size)) {
      throw cpu.fault(number == Segment.SS ? Vector.SS : Vector.GP, 0);
    }
    return segment.base + offset & 0xFFFF_FFFFL;
  }

  private static boolean allows(Cpu cpu, Segment segment, boolean write) {
    if (cpu.hasRealSegments()) {
      return true;
    }
    if (!segment.is(Segment.PRESENT | Segment.CODE_OR_DATA)) {
      return false;
    }
    if (segment.is(Segment.CODE)) {
      return !write && segment.is(Segment.WRITABLE);
    }
    return !write || segment.is(Segment.WRITABLE);
  }

  /** Whether {@code size} bytes at {@code offset} are inside the segment's limit. */
  public static boolean contains(Segment segment, long offset, int size) {
    long last = offset + size - 1;
    if (segment.is(Segment.EXPAND_DOWN) && !segment.is(Segment.CODE)) {
      long top = segment.is(Segment.DEFAULT_BIG) ? 0xFFFF_FFFFL : 0xFFFF;
      return offset > segment.limit && last <= top;
    }
    return last <= segment.limit;
  }
}
