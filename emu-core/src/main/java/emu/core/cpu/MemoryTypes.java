package emu.core.cpu;

/**
 * IA32_PAT and the memory type range registers (SDM 3A 11.11, 11.12). They are kept and checked;
 * memory behaves the same whatever its type.
 */
final class MemoryTypes {
  private static final int CAPABILITIES = 0xFE;
  private static final int VARIABLE = 0x200;
  private static final int DEFAULT_TYPE = 0x2FF;
  private static final int PAT = 0x277;

  /** Fixed range registers: 64K, 16K at 80000 and A0000, then 4K from C0000 on. */
  private static final int[] FIXED = {
    0x250, 0x258, 0x259, 0x268, 0x269, 0x26A, 0x26B, 0x26C, 0x26D, 0x26E, 0x26F
  };

  /**
   * Uncacheable, write-combining, write-through, write-protected and write-back; PAT has 7,
   * uncached, as well.
   */
  private static final int TYPES = 1 | 1 << 1 | 1 << 4 | 1 << 5 | 1 << 6;

  private static final int PAT_TYPES = TYPES | 1 << 7;

  private MemoryTypes() {}

  static long read(Cpu cpu, int number) {
    if (number == PAT && cpu.model.has("PAT")) {
      return cpu.msrs.pat;
    }
    if (!cpu.model.has("MTRR")) {
      throw cpu.generalProtection();
    }
    Msrs msrs = cpu.msrs;
    if (isVariable(msrs, number)) {
      return msrs.mtrrVariable[number - VARIABLE];
    }
    return switch (number) {
      // Write-combining and fixed ranges are supported.
      case CAPABILITIES -> 0x500 | msrs.mtrrVariable.length / 2;
      case DEFAULT_TYPE -> msrs.mtrrDefType;
      default -> msrs.mtrrFixed[fixed(cpu, number)];
    };
  }

  static void write(Cpu cpu, int number, long value) {
    Msrs msrs = cpu.msrs;
    if (isVariable(msrs, number)) {
      msrs.mtrrVariable[number - VARIABLE] = checkedVariable(cpu, number, value);
      return;
    }
    switch (number) {
      case CAPABILITIES -> throw cpu.generalProtection();
      case DEFAULT_TYPE -> {
        checkType(cpu, value, TYPES);
        msrs.mtrrDefType = ModelSpecificRegisters.reserved(cpu, value, ~0xCFFL);
      }
      case PAT -> msrs.pat = checkedTypes(cpu, value, PAT_TYPES);
      default -> msrs.mtrrFixed[fixed(cpu, number)] = checkedTypes(cpu, value, TYPES);
    }
  }

  private static boolean isVariable(Msrs msrs, int number) {
    return number >= VARIABLE && number < VARIABLE + msrs.mtrrVariable.length;
  }

  private static int fixed(Cpu cpu, int number) {
    for (int i = 0; i < FIXED.length; i++) {
      if (FIXED[i] == number) {
        return i;
      }
    }
    throw cpu.generalProtection();
  }

  private static long checkedVariable(Cpu cpu, int number, long value) {
    long low = (number & 1) == 0 ? 0xFF : 0x800;
    long address = (1L << cpu.model.physicalBits()) - 1 & -4096L;
    if ((number & 1) == 0) {
      checkType(cpu, value, TYPES);
    }
    return ModelSpecificRegisters.reserved(cpu, value, ~(address | low));
  }

  private static long checkedTypes(Cpu cpu, long value, int types) {
    for (int i = 0; i < 64; i += 8) {
      checkType(cpu, value >>> i, types);
    }
    return value;
  }

  private static void checkType(Cpu cpu, long value, int types) {
    int type = (int) value & 0xFF;
    if (type > 7 || (types >> type & 1) == 0) {
      throw cpu.generalProtection();
    }
  }
}
