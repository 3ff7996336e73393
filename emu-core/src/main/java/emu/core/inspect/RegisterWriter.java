package emu.core.inspect;

import emu.core.cpu.ControlRegisters;
import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Fpu;
import emu.core.cpu.GuestFault;
import emu.core.cpu.ModelSpecificRegisters;
import emu.core.cpu.Segment;
import emu.core.cpu.SegmentLoader;
import java.util.List;

/** Writes registers by the names that {@link Registers} gives them, as an instruction would. */
public final class RegisterWriter {
  private static final int EFER = 0xC000_0080;
  private static final int MXCSR = 0xFFFF;

  /** The flags that can be written; VM is not, since it goes with segments. */
  private static final int SYSTEM_FLAGS =
      Flags.TF
          | Flags.IF
          | Flags.DF
          | Flags.IOPL
          | Flags.NT
          | Flags.RF
          | Flags.AC
          | Flags.VIF
          | Flags.VIP
          | Flags.ID;

  private final Cpu cpu;

  /** Writes registers of {@code cpu}, which stands between two instructions. */
  public RegisterWriter(Cpu cpu) {
    this.cpu = cpu;
  }

  /**
   * Writes {@code value} to the register called {@code name}.
   *
   * @return false, with nothing changed, if there is no such register, or an instruction that
   *     writes this value to it would fault
   */
  public boolean write(String name, long value) {
    long cr2 = cpu.cr2;
    try {
      boolean written =
          writeGeneral(name, value)
              || writeSegment(name, value)
              || writeSystem(name, value)
              || writeVector(name, value)
              || writeFpu(name, value);
      cpu.modeChanged();
      return written;
    } catch (GuestFault fault) {
      cpu.cr2 = cr2;
      return false;
    }
  }

  private boolean writeGeneral(String name, long value) {
    int number = Registers.GENERAL.indexOf(name);
    if (number >= 0) {
      cpu.r[number] = value;
      return true;
    }
    switch (name) {
      case "rip" -> cpu.rip = cpu.is64BitCode() ? value : value & 0xFFFF_FFFFL;
      case "rflags" -> {
        Flags.setStatus(cpu, (int) value);
        cpu.systemFlags = cpu.systemFlags & ~SYSTEM_FLAGS | (int) value & SYSTEM_FLAGS;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean writeSegment(String name, long value) {
    int selector = Registers.SEGMENTS.indexOf(name);
    if (selector >= 0) {
      return writeSelector(selector, (int) value & 0xFFFF);
    }
    int number = Registers.SEGMENTS.indexOf(name.replace(" base", ""));
    if (number == Segment.FS || number == Segment.GS) {
      ModelSpecificRegisters.writeBase(cpu, number, value);
      return true;
    }
    return false;
  }

  /** CS is loaded by branches only; a debugger may write it in real-address mode. */
  private boolean writeSelector(int number, int selector) {
    if (number != Segment.CS) {
      SegmentLoader.load(cpu, number, selector);
    } else if (cpu.hasRealSegments()) {
      SegmentLoader.loadReal(cpu, number, selector);
    } else {
      return false;
    }
    return true;
  }

  private boolean writeSystem(String name, long value) {
    switch (name) {
      case "cr0" -> ControlRegisters.writeCr0(cpu, value);
      case "cr2" -> cpu.cr2 = value;
      case "cr3" -> ControlRegisters.writeCr3(cpu, value);
      case "cr4" -> ControlRegisters.writeCr4(cpu, value);
      case "cr8" -> ControlRegisters.writeCr8(cpu, value);
      case "efer" -> ModelSpecificRegisters.write(cpu, EFER, value);
      case "kernel_gs_base" -> cpu.msrs.kernelGsBase = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean writeVector(String name, long value) {
    if (name.equals("mxcsr")) {
      cpu.mxcsr = (int) value & MXCSR;
      return true;
    }
    int word = indexed(name, "xmm", 16, List.of(" low", " high"));
    if (word >= 0) {
      cpu.xmm[word] = value;
    }
    return word >= 0;
  }

  private boolean writeFpu(String name, long value) {
    Fpu fpu = cpu.fpu;
    int word = indexed(name, "fpr", 8, List.of(" mantissa", " exponent"));
    if (word >= 0) {
      if ((word & 1) == 0) {
        fpu.mantissa[word >> 1] = value;
      } else {
        fpu.signExponent[word >> 1] = (int) value & 0xFFFF;
      }
      return true;
    }
    return false;
  }

  /** 2n or 2n+1 for a name of {@code start}, n below {@code count}, and one of two ends; or -1. */
  private static int indexed(String name, String start, int count, List<String> ends) {
    for (int i = 0; i < 2 * count; i++) {
      if (name.equals(start + (i >> 1) + ends.get(i & 1))) {
        return i;
      }
    }
    return -1;
  }
}
