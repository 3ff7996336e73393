package emu.core.cpu;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What CPUID answers (SDM 2A, CPUID; AMD APM 3, appendix E).
 *
 * <p>The hypervisor bit is clear and leaf 0x40000000 is empty: a guest would find no paravirtual
 * service behind it, and Linux takes the TSC's rate from such leaves only of hypervisors whose
 * signature it knows. Leaves 0x15 and 0x16 are Intel's own and empty.
 */
public final class CpuidLeaves {
  private static final int MAX_BASIC = 0xD;
  private static final int MAX_EXTENDED = 0x8000_0021;
  private static final int BRAND_LENGTH = 48;

  /** 64-byte lines, in units of 8 bytes, in bits 15:8; one logical processor in bits 23:16. */
  private static final long CLFLUSH_AND_COUNT = 8 << 8 | 1 << 16;

  private static final int OSXSAVE = 1 << 27;
  private static final int APIC = 1 << 9;
  private static final long APIC_ENABLE = 1 << 11;

  /** x87 and SSE state: the legacy region and header of the XSAVE area (SDM 1 13.4). */
  private static final int XSAVE_BYTES = 512 + 64;

  private static final long XCR0_SUPPORTED = 3;

  private CpuidLeaves() {}

  /** Executes CPUID: EAX and ECX choose the leaf, EAX, EBX, ECX and EDX receive it. */
  public static void read(Cpu cpu) {
    int leaf = (int) cpu.r[Cpu.RAX];
    int subleaf = (int) cpu.r[Cpu.RCX];
    for (int register = Cpu.RAX; register <= Cpu.RBX; register++) {
      cpu.r[register] =
          CpuidFeatures.bits(cpu.model, leaf, hasSubleaves(leaf) ? subleaf : 0, register);
    }
    switch (leaf) {
      case 0 -> {
        cpu.r[Cpu.RAX] = MAX_BASIC;
        vendor(cpu);
      }
      case 1 -> identity(cpu);
      case 0xD -> extendedState(cpu, subleaf);
      case 0x8000_0000 -> {
        cpu.r[Cpu.RAX] = MAX_EXTENDED & 0xFFFF_FFFFL;
        vendor(cpu);
      }
      case 0x8000_0001 -> extendedIdentity(cpu);
      case 0x8000_0002, 0x8000_0003, 0x8000_0004 -> brand(cpu, leaf - 0x8000_0002);
      case 0x8000_0005 -> levelOneCaches(cpu);
      case 0x8000_0006 -> levelTwoCache(cpu);
      case 0x8000_0008 -> cpu.r[Cpu.RAX] = 48L << 8 | cpu.model.physicalBits();
      default -> {}
    }
  }

  private static boolean hasSubleaves(int leaf) {
    return leaf == 7 || leaf == 0xD;
  }

  private static void vendor(Cpu cpu) {
    byte[] text = cpu.model.vendor().getBytes(StandardCharsets.US_ASCII);
    cpu.r[Cpu.RBX] = word(text, 0);
    cpu.r[Cpu.RDX] = word(text, 4);
    cpu.r[Cpu.RCX] = word(text, 8);
  }

  private static void identity(Cpu cpu) {
    cpu.r[Cpu.RAX] = cpu.model.signature();
    cpu.r[Cpu.RBX] = CLFLUSH_AND_COUNT;
    if ((cpu.cr4 & Cr.CR4_OSXSAVE) != 0) {
      cpu.r[Cpu.RCX] |= OSXSAVE;
    }
    cpu.r[Cpu.RDX] |= apic(cpu);
  }

  private static void extendedIdentity(Cpu cpu) {
    cpu.r[Cpu.RAX] = cpu.model.signature();
    cpu.r[Cpu.RDX] |= apic(cpu);
    // AMD's MMX extensions are a part of SSE.
    cpu.r[Cpu.RDX] |= cpu.model.has("SSE") ? 1 << 22 : 0;
  }

  private static int apic(Cpu cpu) {
    boolean there = (cpu.interruptController().apicBase() & APIC_ENABLE) != 0;
    return there && cpu.model.has("APIC") ? APIC : 0;
  }

  private static void extendedState(Cpu cpu, int subleaf) {
    if (!cpu.model.has("XSAVE")) {
      return;
    }
    if (subleaf == 0) {
      cpu.r[Cpu.RAX] = XCR0_SUPPORTED;
      cpu.r[Cpu.RBX] = XSAVE_BYTES;
      cpu.r[Cpu.RCX] = XSAVE_BYTES;
    }
  }

  private static void brand(Cpu cpu, int part) {
    byte[] name = cpu.model.name().getBytes(StandardCharsets.US_ASCII);
    byte[] text = Arrays.copyOf(name, BRAND_LENGTH);
    cpu.r[Cpu.RAX] = word(text, part * 16);
    cpu.r[Cpu.RBX] = word(text, part * 16 + 4);
    cpu.r[Cpu.RCX] = word(text, part * 16 + 8);
    cpu.r[Cpu.RDX] = word(text, part * 16 + 12);
  }

  private static long word(byte[] text, int i) {
    return text[i] & 0xFFL
        | (text[i + 1] & 0xFFL) << 8
        | (text[i + 2] & 0xFFL) << 16
        | (text[i + 3] & 0xFFL) << 24;
  }

  /**
   * 64 KiB each, two ways, lines of 64 bytes; fully associative TLBs. They are nominal: there are
   * no caches.
   */
  private static void levelOneCaches(Cpu cpu) {
    cpu.r[Cpu.RAX] = 0xFF08_FF08L;
    cpu.r[Cpu.RBX] = 0xFF20_FF20L;
    cpu.r[Cpu.RCX] = 0x4002_0140;
    cpu.r[Cpu.RDX] = 0x4002_0140;
  }

  /** 512 KiB, 16 ways, lines of 64 bytes, nominal; TLBs of 512 entries, four ways. */
  private static void levelTwoCache(Cpu cpu) {
    cpu.r[Cpu.RBX] = 0x4200_4200;
    cpu.r[Cpu.RCX] = 0x0200_8140;
  }
}
