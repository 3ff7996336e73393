package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.decode.Insn;
import emu.core.memory.RawMemory;
import emu.core.mmu.Access;
import emu.core.mmu.Segmentation;

/**
 * REP MOVS, REP STOS and REP INS as copies and fills of host memory, a piece within one page of
 * each operand at a time.
 */
final class BulkStrings {
  private static final int PAGE = 4096;

  /** Below this many elements the ordinary way is as quick. */
  private static final int WORTHWHILE = 8;

  private BulkStrings() {}

  /**
   * Copies up to the end of a page; false, with nothing done, if that cannot be done in bulk here.
   */
  static boolean movs(Cpu cpu, Insn insn) {
    int size = insn.operand(0).bits() >> 3;
    if (!isSimple(cpu, insn)) {
      return false;
    }
    long count = Strings.count(cpu, insn);
    long source = cpu.segmentBase[insn.segment()] + cpu.r[Cpu.RSI];
    long destination = cpu.segmentBase[Segment.ES] + cpu.r[Cpu.RDI];
    long elements = Math.min(count, Math.min(roomInPage(source), roomInPage(destination)) / size);
    long distance = destination - source;
    // An overlap that a forward copy would propagate must be copied element by element.
    if (elements < WORTHWHILE || distance > 0 && distance < elements * size) {
      return false;
    }
    long from = cpu.mmu.hostAddress(source, Access.READ);
    long to = from == 0 ? 0 : cpu.mmu.hostAddress(destination, Access.WRITE);
    if (to == 0 || to > from && to < from + elements * size) {
      return false;
    }
    RawMemory.copy(from, to, elements * size);
    cpu.watchpoints.accessed(source, elements * size, false);
    cpu.watchpoints.accessed(destination, elements * size, true);
    cpu.r[Cpu.RSI] += elements * size;
    finish(cpu, insn, elements, size);
    return true;
  }

  /**
   * Fills up to the end of a page; false, with nothing done, if that cannot be done in bulk here.
   */
  static boolean stos(Cpu cpu, Insn insn) {
    int size = insn.operand(0).bits() >> 3;
    if (!isSimple(cpu, insn)) {
      return false;
    }
    long destination = cpu.segmentBase[Segment.ES] + cpu.r[Cpu.RDI];
    long elements = Math.min(Strings.count(cpu, insn), roomInPage(destination) / size);
    if (elements < WORTHWHILE) {
      return false;
    }
    long to = cpu.mmu.hostAddress(destination, Access.WRITE);
    if (to == 0) {
      return false;
    }
    fill(to, elements, size, cpu.r[Cpu.RAX]);
    cpu.watchpoints.accessed(destination, elements * size, true);
    finish(cpu, insn, elements, size);
    return true;
  }

  /**
   * Reads {@code port} up to the end of a page; false, with nothing done, if that cannot be done in
   * bulk here.
   */
  static boolean ins(Cpu cpu, Insn insn, int port, int size) {
    if ((cpu.systemFlags & Flags.DF) != 0) {
      return false;
    }
    int addressBits = insn.addressSize();
    long offset = Operands.truncate(cpu.r[Cpu.RDI], addressBits);
    long destination = Strings.destination(cpu, insn, size, true);
    long elements = Math.min(Strings.count(cpu, insn), roomInPage(destination) / size);
    int bytes = (int) elements * size;
    if (elements < WORTHWHILE || !isInSegment(cpu, offset, bytes, addressBits)) {
      return false;
    }
    long to = cpu.mmu.hostAddress(destination, Access.WRITE);
    if (to == 0) {
      return false;
    }
    byte[] data = new byte[bytes];
    cpu.ports.readRepeatedly(port, size, data, bytes);
    RawMemory.copyIn(to, data, 0, bytes);
    cpu.watchpoints.accessed(destination, bytes, true);
    Operands.writeRegister(cpu, Cpu.RDI, cpu.r[Cpu.RDI] + bytes, addressBits);
    Operands.writeRegister(cpu, Cpu.RCX, cpu.r[Cpu.RCX] - elements, addressBits);
    if (Strings.count(cpu, insn) != 0) {
      Strings.again(cpu, insn);
    }
    return true;
  }

  /** Whether the offsets of {@code bytes} from {@code offset} neither wrap nor leave ES. */
  private static boolean isInSegment(Cpu cpu, long offset, int bytes, int addressBits) {
    if (addressBits < 64 && offset + bytes > 1L << addressBits) {
      return false;
    }
    return cpu.is64BitCode() || Segmentation.contains(cpu.segments[Segment.ES], offset, bytes);
  }

  private static void fill(long to, long elements, int size, long value) {
    long bytes = elements * size;
    long low = Operands.truncate(value, size * 8);
    long repeated = low;
    for (int bits = size * 8; bits < 64; bits *= 2) {
      repeated |= repeated << bits;
    }
    if (repeated == (repeated & 0xFF) * 0x0101_0101_0101_0101L) {
      RawMemory.fill(to, bytes, (byte) repeated);
      return;
    }
    for (long at = 0; at < bytes; at += size) {
      RawMemory.store(to + at, size, low);
    }
  }

  private static boolean isSimple(Cpu cpu, Insn insn) {
    return cpu.is64BitCode() && insn.addressSize() == 64 && (cpu.systemFlags & Flags.DF) == 0;
  }

  private static long roomInPage(long linear) {
    return PAGE - (linear & PAGE - 1);
  }

  private static void finish(Cpu cpu, Insn insn, long elements, int size) {
    cpu.r[Cpu.RDI] += elements * size;
    cpu.r[Cpu.RCX] -= elements;
    if (cpu.r[Cpu.RCX] != 0) {
      Strings.again(cpu, insn);
    }
  }
}
