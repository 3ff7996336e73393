package emu.devices.firmware;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import java.util.List;

/** INT 15h/88h and E8xxh: how much memory there is, and where (ACPI 6.5, 15.1). */
final class MemoryService {
  private static final int UNSUPPORTED = 0x86;
  private static final int SIGNATURE = 0x534D_4150; // "SMAP"
  private static final int ENTRY = 20;
  private static final int EXTENDED_ENTRY = 24;
  private static final int ENABLED = 1;

  private static final long MIB = 1 << 20;
  private static final long KIB = 1 << 10;
  private static final long BLOCK = 64 * KIB;
  private static final long SIXTEEN_MIB = 16 * MIB;

  /** What INT 15h/88h reports at the most, in KiB: its callers take more for negative. */
  private static final long MOST_KIB = 63 * KIB;

  private final List<MemoryRange> map;

  MemoryService(List<MemoryRange> map) {
    this.map = map;
  }

  /** End of the RAM that begins at 1 MiB. */
  private long end() {
    return map.stream()
        .filter(range -> range.type() == MemoryRange.RAM && range.start() == MIB)
        .mapToLong(MemoryRange::end)
        .findFirst()
        .orElse(MIB);
  }

  Answer call(Caller caller) {
    return switch (caller.ax()) {
      case 0xE801 -> {
        int below = (int) ((Math.min(end(), SIXTEEN_MIB) - MIB) / KIB);
        int above = (int) ((Math.max(end(), SIXTEEN_MIB) - SIXTEEN_MIB) / BLOCK);
        caller.setAx(below);
        caller.setBx(above);
        caller.setCx(below);
        caller.setDx(above);
        caller.setCarry(false);
        yield Answer.DONE;
      }
      case 0xE881 -> {
        int below = (int) ((Math.min(end(), SIXTEEN_MIB) - MIB) / KIB);
        int above = (int) ((Math.max(end(), SIXTEEN_MIB) - SIXTEEN_MIB) / BLOCK);
        caller.setReg32(Cpu.RAX, below);
        caller.setReg32(Cpu.RBX, above);
        caller.setReg32(Cpu.RCX, below);
        caller.setReg32(Cpu.RDX, above);
        caller.setCarry(false);
        yield Answer.DONE;
      }
      case 0xE820 -> entry(caller);
      default -> {
        if (caller.ah() != 0x88) {
          yield caller.fail(UNSUPPORTED);
        }
        caller.setAx((int) Math.min((end() - MIB) / KIB, MOST_KIB));
        caller.setCarry(false);
        yield Answer.DONE;
      }
    };
  }

  private Answer entry(Caller caller) {
    int index = caller.reg32(Cpu.RBX);
    int size = caller.reg32(Cpu.RCX);
    if (caller.reg32(Cpu.RDX) != SIGNATURE || size < ENTRY || index < 0 || index >= map.size()) {
      return caller.fail(UNSUPPORTED);
    }
    MemoryRange range = map.get(index);
    long target = caller.linear(Segment.ES, caller.di());
    caller.memory.write64(target, range.start());
    caller.memory.write64(target + 8, range.length());
    caller.memory.write32(target + 16, range.type());
    boolean extended = size >= EXTENDED_ENTRY;
    if (extended) {
      caller.memory.write32(target + 20, ENABLED);
    }
    caller.setReg32(Cpu.RAX, SIGNATURE);
    caller.setReg32(Cpu.RCX, extended ? EXTENDED_ENTRY : ENTRY);
    caller.setReg32(Cpu.RBX, index + 1 == map.size() ? 0 : index + 1);
    caller.setCarry(false);
    return Answer.DONE;
  }
}
