package emu.core.inspect;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Fpu;
import emu.core.cpu.Msrs;
import emu.core.cpu.Segment;
import emu.core.cpu.X87Opcode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The registers of a processor by their names in the SDM: all that takes part in its state hash.
 */
public final class Registers {
  /** Names by the numbers of the registers. */
  static final List<String> GENERAL =
      List.of(
          "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12",
          "r13", "r14", "r15");

  static final List<String> SEGMENTS = List.of("es", "cs", "ss", "ds", "fs", "gs");

  private final SequencedMap<String, Long> values = new LinkedHashMap<>();

  private Registers() {}

  /** The values of {@code cpu}, RIP, RFLAGS and the general registers first. */
  public static SequencedMap<String, Long> of(Cpu cpu) {
    Registers registers = new Registers();
    registers.addGeneral(cpu);
    registers.addSystem(cpu);
    registers.addMsrs(cpu.msrs);
    registers.addVector(cpu);
    registers.addFpu(cpu.fpu);
    return registers.values;
  }

  private void addGeneral(Cpu cpu) {
    values.put("rip", cpu.rip);
    values.put("rflags", (long) Flags.get(cpu));
    for (int i = 0; i < GENERAL.size(); i++) {
      values.put(GENERAL.get(i), cpu.r[i]);
    }
  }

  private void addSystem(Cpu cpu) {
    values.put("cpl", (long) cpu.cpl);
    for (int i = 0; i < SEGMENTS.size(); i++) {
      add(SEGMENTS.get(i), cpu.segments[i]);
    }
    add("ldtr", cpu.ldtr);
    add("tr", cpu.tr);
    add("gdtr", cpu.gdtr);
    add("idtr", cpu.idtr);
    values.put("cr0", cpu.cr0);
    values.put("cr2", cpu.cr2);
    values.put("cr3", cpu.cr3);
    values.put("cr4", cpu.cr4);
    values.put("xcr0", cpu.xcr0);
    values.put("efer", cpu.efer);
    add("dr", cpu.dr);
    values.put("halted", bit(cpu.halted));
    values.put("shutdown", bit(cpu.shutdown));
    values.put("intr", bit(cpu.intr()));
    values.put("nmi", bit(cpu.nmiPending()));
    values.put("nmi blocked", bit(cpu.nmiBlocked));
    values.put("random state", cpu.randomState);
  }

  private void addMsrs(Msrs msrs) {
    values.put("sysenter_cs", msrs.sysenterCs);
    values.put("sysenter_esp", msrs.sysenterEsp);
    values.put("sysenter_eip", msrs.sysenterEip);
    values.put("star", msrs.star);
    values.put("lstar", msrs.lstar);
    values.put("cstar", msrs.cstar);
    values.put("fmask", msrs.fmask);
    values.put("kernel_gs_base", msrs.kernelGsBase);
    values.put("tsc_aux", msrs.tscAux);
    values.put("tsc_adjust", msrs.tscAdjust);
    values.put("pat", msrs.pat);
    values.put("mtrr_def_type", msrs.mtrrDefType);
    add("mtrr_fixed", msrs.mtrrFixed);
    add("mtrr_variable", msrs.mtrrVariable);
    values.put("misc_enable", msrs.miscEnable);
    values.put("syscfg", msrs.syscfg);
    values.put("hwcr", msrs.hwcr);
    values.put("spec_ctrl", msrs.specCtrl);
  }

  private void addVector(Cpu cpu) {
    for (int i = 0; i < 16; i++) {
      values.put("xmm" + i + " low", cpu.xmm[2 * i]);
      values.put("xmm" + i + " high", cpu.xmm[2 * i + 1]);
    }
    values.put("mxcsr", cpu.mxcsr & 0xFFFF_FFFFL);
  }

  private void addFpu(Fpu fpu) {
    values.put("fcw", (long) fpu.control);
    values.put("fsw", (long) (fpu.status | fpu.top << 11));
    values.put("fpr empty", (long) fpu.empty);
    for (int i = 0; i < 8; i++) {
      values.put("fpr" + i + " mantissa", fpu.mantissa[i]);
      values.put("fpr" + i + " exponent", (long) fpu.signExponent[i]);
    }
    values.put("fip", fpu.lastInstruction);
    values.put("fcs", (long) fpu.lastInstructionSelector);
    values.put("fdp", fpu.lastOperand);
    values.put("fds", (long) fpu.lastOperandSelector);
    values.put("fop", (long) X87Opcode.of(fpu));
  }

  private void add(String name, Segment segment) {
    values.put(name, (long) segment.selector);
    values.put(name + " base", segment.base);
    values.put(name + " limit", segment.limit);
    values.put(name + " access", (long) segment.access);
  }

  private void add(String name, long[] array) {
    for (int i = 0; i < array.length; i++) {
      values.put(name + i, array[i]);
    }
  }

  private static long bit(boolean value) {
    return value ? 1 : 0;
  }
}
