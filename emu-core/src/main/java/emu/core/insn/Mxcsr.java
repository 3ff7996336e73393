package emu.core.insn;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Fpu;
import emu.core.cpu.Vector;
import emu.core.softfloat.FloatStatus;

/** The environment of SSE operations, and what their exceptions do (SDM 1, 11.5). */
final class Mxcsr {
  private static final int BEFORE_COMPUTATION =
      FloatStatus.INVALID | FloatStatus.DENORMAL | FloatStatus.ZERO_DIVIDE;

  private Mxcsr() {}

  /** The environment for an operation. */
  static FloatStatus begin(Cpu cpu) {
    Fpu fpu = cpu.fpu;
    if (fpu.simdMxcsr != cpu.mxcsr) {
      load(cpu);
    }
    return fpu.simd;
  }

  private static void load(Cpu cpu) {
    FloatStatus s = cpu.fpu.simd;
    s.setMxcsr(cpu.mxcsr);
    if (s.masks != FloatStatus.ALL) {
      // Old flags must not be taken for exceptions of the operation.
      s.flags = 0;
    }
    cpu.fpu.simdMxcsr = cpu.mxcsr;
  }

  /**
   * Takes over the flags that the operation raised; #XM, before anything is written, if one is
   * unmasked.
   */
  static void end(Cpu cpu, FloatStatus s) {
    if (s.flags != (cpu.mxcsr & FloatStatus.ALL) || s.masks != FloatStatus.ALL) {
      record(cpu, s);
    }
  }

  private static void record(Cpu cpu, FloatStatus s) {
    int raised = s.flags;
    if ((raised & ~s.masks & BEFORE_COMPUTATION) != 0) {
      raised &= BEFORE_COMPUTATION;
    }
    cpu.mxcsr |= raised;
    cpu.fpu.simdMxcsr = cpu.mxcsr;
    if (s.masks != FloatStatus.ALL) {
      s.flags = 0;
    }
    if ((raised & ~s.masks) != 0) {
      throw (cpu.cr4 & Cr.CR4_OSXMMEXCPT) != 0 ? cpu.fault(Vector.XM) : cpu.undefinedOpcode();
    }
  }

  /** As {@link #end}, for the result of an operation in the low 32 bits or in all 64. */
  static long end(Cpu cpu, FloatStatus s, long result) {
    end(cpu, s);
    return result;
  }

  /** As {@link #end}, for two results of 32 bits. */
  static long end(Cpu cpu, FloatStatus s, int low, int high) {
    end(cpu, s);
    return pair(low, high);
  }

  /**
   * As {@link #end}, for one half of a packed operation; the low half is computed first. Unmasked
   * exceptions of either are raised after both, with the flags of both.
   */
  static long endHalf(Cpu cpu, FloatStatus s, long result) {
    if (s.masks == FloatStatus.ALL) {
      end(cpu, s);
    } else {
      cpu.fpu.simdHalfDone = !cpu.fpu.simdHalfDone;
      if (!cpu.fpu.simdHalfDone) {
        record(cpu, s);
      }
    }
    return result;
  }

  /** Two values of 32 bits as one of 64. */
  static long pair(int low, int high) {
    return (long) high << 32 | low & 0xFFFF_FFFFL;
  }
}
