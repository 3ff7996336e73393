package emu.core.cpu;

import java.util.List;

/** Where CPUID shows each feature (SDM 2A, CPUID; AMD APM 3, appendix E). */
public final class CpuidFeatures {

  /** Registers of a CPUID leaf, as they are numbered by {@link Cpu#r}. */
  private static final int EAX = Cpu.RAX;

  private static final int EBX = Cpu.RBX;
  private static final int ECX = Cpu.RCX;
  private static final int EDX = Cpu.RDX;

  /**
   * A bit of CPUID.
   *
   * @param leaf EAX on input
   * @param subleaf ECX on input
   * @param register {@link Cpu#RAX} to {@link Cpu#RBX}
   * @param bit 0 to 31
   * @param feature name of the feature, as in {@link CpuModel#features}
   */
  record Bit(int leaf, int subleaf, int register, int bit, String feature) {}

  private static final int EXTENDED = 0x8000_0001;

  static final List<Bit> BITS =
      List.of(
          new Bit(1, 0, EDX, 0, "FPU"),
          new Bit(1, 0, EDX, 2, "DE"),
          new Bit(1, 0, EDX, 3, "PSE"),
          new Bit(1, 0, EDX, 4, "TSC"),
          new Bit(1, 0, EDX, 5, "MSR"),
          new Bit(1, 0, EDX, 6, "PAE"),
          new Bit(1, 0, EDX, 8, "CX8"),
          new Bit(1, 0, EDX, 11, "SEP"),
          new Bit(1, 0, EDX, 12, "MTRR"),
          new Bit(1, 0, EDX, 13, "PGE"),
          new Bit(1, 0, EDX, 15, "CMOV"),
          new Bit(1, 0, EDX, 16, "PAT"),
          new Bit(1, 0, EDX, 17, "PSE36"),
          new Bit(1, 0, EDX, 19, "CLFSH"),
          new Bit(1, 0, EDX, 23, "MMX"),
          new Bit(1, 0, EDX, 24, "FXSR"),
          new Bit(1, 0, EDX, 25, "SSE"),
          new Bit(1, 0, EDX, 26, "SSE2"),
          new Bit(1, 0, ECX, 0, "SSE3"),
          new Bit(1, 0, ECX, 1, "PCLMULQDQ"),
          new Bit(1, 0, ECX, 3, "MONITOR"),
          new Bit(1, 0, ECX, 9, "SSSE3"),
          new Bit(1, 0, ECX, 13, "CX16"),
          new Bit(1, 0, ECX, 19, "SSE4_1"),
          new Bit(1, 0, ECX, 20, "SSE4_2"),
          new Bit(1, 0, ECX, 22, "MOVBE"),
          new Bit(1, 0, ECX, 23, "POPCNT"),
          new Bit(1, 0, ECX, 24, "TSC_DEADLINE"),
          new Bit(1, 0, ECX, 25, "AESNI"),
          new Bit(1, 0, ECX, 26, "XSAVE"),
          new Bit(1, 0, ECX, 30, "RDRAND"),
          new Bit(6, 0, EAX, 2, "ARAT"),
          new Bit(7, 0, EBX, 0, "FSGSBASE"),
          new Bit(7, 0, EBX, 1, "TSC_ADJUST"),
          new Bit(7, 0, EBX, 7, "SMEP"),
          new Bit(7, 0, EBX, 9, "ERMS"),
          new Bit(7, 0, EBX, 18, "RDSEED"),
          new Bit(7, 0, EBX, 20, "SMAP"),
          new Bit(7, 0, EBX, 23, "CLFLUSHOPT"),
          new Bit(7, 0, ECX, 2, "UMIP"),
          new Bit(7, 0, EDX, 4, "FSRM"),
          new Bit(7, 0, EDX, 29, "ARCH_CAPABILITIES"),
          new Bit(0xD, 1, EAX, 0, "XSAVEOPT"),
          new Bit(EXTENDED, 0, ECX, 0, "LAHF_LM"),
          new Bit(EXTENDED, 0, ECX, 8, "PREFETCHW"),
          new Bit(EXTENDED, 0, EDX, 0, "FPU"),
          new Bit(EXTENDED, 0, EDX, 2, "DE"),
          new Bit(EXTENDED, 0, EDX, 3, "PSE"),
          new Bit(EXTENDED, 0, EDX, 4, "TSC"),
          new Bit(EXTENDED, 0, EDX, 5, "MSR"),
          new Bit(EXTENDED, 0, EDX, 6, "PAE"),
          new Bit(EXTENDED, 0, EDX, 8, "CX8"),
          new Bit(EXTENDED, 0, EDX, 11, "SYSCALL"),
          new Bit(EXTENDED, 0, EDX, 12, "MTRR"),
          new Bit(EXTENDED, 0, EDX, 13, "PGE"),
          new Bit(EXTENDED, 0, EDX, 15, "CMOV"),
          new Bit(EXTENDED, 0, EDX, 16, "PAT"),
          new Bit(EXTENDED, 0, EDX, 17, "PSE36"),
          new Bit(EXTENDED, 0, EDX, 20, "NX"),
          new Bit(EXTENDED, 0, EDX, 23, "MMX"),
          new Bit(EXTENDED, 0, EDX, 24, "FXSR"),
          new Bit(EXTENDED, 0, EDX, 26, "PAGE1GB"),
          new Bit(EXTENDED, 0, EDX, 27, "RDTSCP"),
          new Bit(EXTENDED, 0, EDX, 29, "LM"),
          new Bit(0x8000_0007, 0, EDX, 8, "INVARIANT_TSC"),
          new Bit(0x8000_0008, 0, EBX, 14, "IBRS"),
          new Bit(0x8000_0008, 0, EBX, 26, "SSB_NO"),
          new Bit(0x8000_0008, 0, EBX, 29, "BTC_NO"),
          new Bit(0x8000_0021, 0, EAX, 2, "LFENCE_SERIALIZING"),
          new Bit(0x8000_0021, 0, EAX, 6, "NULL_SELECTOR_CLEARS_BASE"));

  private CpuidFeatures() {}

  /** The feature bits of one register of a leaf. */
  static long bits(CpuModel model, int leaf, int subleaf, int register) {
    long bits = 0;
    for (Bit bit : BITS) {
      boolean there = bit.leaf == leaf && bit.subleaf == subleaf && bit.register == register;
      if (there && model.has(bit.feature)) {
        bits |= 1L << bit.bit;
      }
    }
    return bits;
  }
}
