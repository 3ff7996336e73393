package emu.core.insn;

import emu.core.cpu.CodeSegments;
import emu.core.cpu.Cpu;
import emu.core.cpu.Descriptor;
import emu.core.cpu.DescriptorTables;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.cpu.SystemTables;
import emu.core.decode.CodeMode;
import emu.core.decode.Insn;

/**
 * Instructions on descriptor tables and selectors: LGDT, LLDT, LTR, LAR, VERR and others (SDM 1
 * 5.20).
 */
public final class DescriptorInstructions {
  /** System segment types that LAR knows outside and in long mode (SDM 2A, LAR), one bit each. */
  private static final int LAR_TYPES = 0x1A3E;

  private static final int LAR_LONG_TYPES = 0x1A04;

  /** The same for LSL: segments alone have limits. */
  private static final int LSL_TYPES = 0x0A0E;

  private static final int LSL_LONG_TYPES = 0x0A04;

  private DescriptorInstructions() {}

  /** SGDT. */
  public static void sgdt(Cpu cpu, Insn insn) {
    store(cpu, insn, cpu.gdtr);
  }

  /** SIDT. */
  public static void sidt(Cpu cpu, Insn insn) {
    store(cpu, insn, cpu.idtr);
  }

  private static void store(Cpu cpu, Insn insn, Segment table) {
    Availability.unlessUmip(cpu);
    int size = baseSize(insn);
    long base = Operands.linear(cpu, insn, 2, size, true);
    long limit = Operands.linear(cpu, insn, 2, true);
    cpu.mmu.probeWrite(base, size);
    cpu.mmu.store16(limit, table.limit);
    cpu.mmu.store(base, size, table.base);
  }

  /** LGDT. */
  public static void lgdt(Cpu cpu, Insn insn) {
    load(cpu, insn, cpu.gdtr);
  }

  /** LIDT. */
  public static void lidt(Cpu cpu, Insn insn) {
    load(cpu, insn, cpu.idtr);
  }

  private static void load(Cpu cpu, Insn insn, Segment table) {
    Availability.privileged(cpu);
    int size = baseSize(insn);
    long limit = cpu.mmu.load16(Operands.linear(cpu, insn, 2, false));
    long base = cpu.mmu.load(Operands.linear(cpu, insn, 2, size, false), size);
    if (insn.mode() == CodeMode.CODE_64) {
      if (!CodeSegments.isCanonical(base)) {
        throw cpu.generalProtection();
      }
    } else if (insn.operandSize() == 16) {
      base &= 0xFF_FFFF;
    }
    table.base = base;
    table.limit = limit;
  }

  private static int baseSize(Insn insn) {
    return insn.mode() == CodeMode.CODE_64 ? 8 : 4;
  }

  /** SLDT. */
  public static void sldt(Cpu cpu, Insn insn) {
    Availability.protectedMode(cpu);
    Availability.unlessUmip(cpu);
    Operands.write(cpu, insn, 0, cpu.ldtr.selector);
  }

  /** STR. */
  public static void str(Cpu cpu, Insn insn) {
    Availability.protectedMode(cpu);
    Availability.unlessUmip(cpu);
    Operands.write(cpu, insn, 0, cpu.tr.selector);
  }

  /** LLDT. */
  public static void lldt(Cpu cpu, Insn insn) {
    Availability.protectedMode(cpu);
    Availability.privileged(cpu);
    SystemTables.loadLocal(cpu, (int) Operands.read(cpu, insn, 0));
  }

  /** LTR. */
  public static void ltr(Cpu cpu, Insn insn) {
    Availability.protectedMode(cpu);
    Availability.privileged(cpu);
    SystemTables.loadTask(cpu, (int) Operands.read(cpu, insn, 0));
  }

  /** VERR. */
  public static void verr(Cpu cpu, Insn insn) {
    Availability.protectedMode(cpu);
    int selector = (int) Operands.read(cpu, insn, 0);
    Descriptor segment = visible(cpu, selector);
    setZero(cpu, segment != null && segment.isReadable());
  }

  /** VERW. */
  public static void verw(Cpu cpu, Insn insn) {
    Availability.protectedMode(cpu);
    int selector = (int) Operands.read(cpu, insn, 0);
    Descriptor segment = visible(cpu, selector);
    setZero(cpu, segment != null && segment.isWritableData());
  }

  /** LAR. */
  public static void lar(Cpu cpu, Insn insn) {
    Availability.protectedMode(cpu);
    int selector = (int) Operands.read(cpu, insn, 1) & 0xFFFF;
    int types = cpu.isLongMode() ? LAR_LONG_TYPES : LAR_TYPES;
    Descriptor descriptor = visible(cpu, selector);
    boolean valid = isKnown(descriptor, types);
    if (valid) {
      Operands.write(cpu, insn, 0, descriptor.low() >>> 32 & 0x00F0_FF00);
    }
    setZero(cpu, valid);
  }

  /** LSL. */
  public static void lsl(Cpu cpu, Insn insn) {
    Availability.protectedMode(cpu);
    int selector = (int) Operands.read(cpu, insn, 1) & 0xFFFF;
    int types = cpu.isLongMode() ? LSL_LONG_TYPES : LSL_TYPES;
    Descriptor descriptor = visible(cpu, selector);
    boolean valid = isKnown(descriptor, types);
    if (valid) {
      Operands.write(cpu, insn, 0, descriptor.limit());
    }
    setZero(cpu, valid);
  }

  private static boolean isKnown(Descriptor descriptor, int systemTypes) {
    return descriptor != null
        && (descriptor.isCodeOrData() || (systemTypes >> descriptor.type() & 1) != 0);
  }

  /**
   * The descriptor of {@code selector} if this CPL and the selector's RPL may look at it, else
   * null.
   */
  private static Descriptor visible(Cpu cpu, int selector) {
    if (DescriptorTables.isNull(selector)) {
      return null;
    }
    Descriptor descriptor = DescriptorTables.find(cpu, selector);
    if (descriptor == null || descriptor.isConforming()) {
      return descriptor;
    }
    return descriptor.dpl() >= Math.max(cpu.cpl, selector & 3) ? descriptor : null;
  }

  /** ARPL: raises the RPL of operand 0 to that of operand 1. */
  public static void arpl(Cpu cpu, Insn insn) {
    Availability.protectedMode(cpu);
    long selector = Operands.read(cpu, insn, 0);
    long rpl = Operands.read(cpu, insn, 1) & 3;
    boolean raises = (selector & 3) < rpl;
    if (raises) {
      Operands.write(cpu, insn, 0, selector & ~3 | rpl);
    }
    setZero(cpu, raises);
  }

  private static void setZero(Cpu cpu, boolean value) {
    Flags.setStatus(cpu, value ? Flags.ZF : 0, Flags.ZF);
  }
}
