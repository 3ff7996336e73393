package emu.core.cpu;

import java.util.Set;

/**
 * What the processor says of itself.
 *
 * @param name brand string, at most 48 characters
 * @param vendor 12 characters, e.g. {@code AuthenticAMD}
 * @param signature family, model and stepping as in CPUID.1:EAX
 * @param physicalBits width of physical addresses (MAXPHYADDR)
 * @param features features as the opcode table names them, and those that are no instructions, e.g.
 *     {@code NX}
 */
public record CpuModel(
    String name, String vendor, int signature, int physicalBits, Set<String> features) {
  /** x86-64-v2 and what else the opcode table has. */
  public static final CpuModel X86_64_V2 =
      new CpuModel(
          "JVM x86-64-v2 Processor",
          "AuthenticAMD",
          0x0006_0FB1,
          40,
          Set.of(
              "FPU",
              "CX8",
              "CMOV",
              "MMX",
              "FXSR",
              "SSE",
              "SSE2",
              "SSE3",
              "SSSE3",
              "SSE4_1",
              "SSE4_2",
              "PCLMULQDQ",
              "AESNI",
              "CX16",
              "POPCNT",
              "MOVBE",
              "RDRAND",
              "RDSEED",
              "RDTSCP",
              "FSGSBASE",
              "XSAVE",
              "XSAVEOPT",
              "SYSCALL",
              "SEP",
              "TSC",
              "MSR",
              "LAHF_LM",
              "LM",
              "NX",
              "PAE",
              "PSE",
              "PSE36",
              "PGE",
              "PAT",
              "MTRR",
              "TSC_DEADLINE",
              "APIC",
              "DE",
              "CLFSH",
              "CLFLUSHOPT",
              "PAGE1GB",
              "SMEP",
              "SMAP",
              "PREFETCHW",
              "ERMS",
              "FSRM",
              "UMIP",
              "ARAT",
              "TSC_ADJUST",
              "INVARIANT_TSC",
              "ARCH_CAPABILITIES",
              "IBRS",
              "SSB_NO",
              "BTC_NO",
              "LFENCE_SERIALIZING",
              "NULL_SELECTOR_CLEARS_BASE"));

  /** Whether {@code feature} is announced. */
  public boolean has(String feature) {
    return features.contains(feature);
  }
}
