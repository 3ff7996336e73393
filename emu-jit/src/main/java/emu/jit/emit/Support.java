package emu.jit.emit;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;

/** What translations call beside the semantics. */
public final class Support {
  /** Most instructions in one run of a translation; far more than pass between two events. */
  private static final long MOST = 1 << 30;

  private Support() {}

  /** How many instructions may retire before the engine has to look up. */
  public static int budget(Cpu cpu) {
    return (int) Math.min(cpu.attentionAt - cpu.instructions, MOST);
  }

  /** Element {@code index} of the class data of the class that looks up. */
  public static Object constant(MethodHandles.Lookup lookup, int index) {
    try {
      return MethodHandles.classDataAt(lookup, ConstantDescs.DEFAULT_NAME, Object.class, index);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the control registers let SSE instructions run (SDM 3A, table 13-1). */
  public static boolean hasSse(Cpu cpu) {
    return (cpu.cr0 & (Cr.CR0_EM | Cr.CR0_TS)) == 0 && (cpu.cr4 & Cr.CR4_OSFXSR) != 0;
  }

  /** Writes the flags that are pending; 0 if there are none. */
  public static void settle(Cpu cpu, int pending, long a, long b, long c) {
    if (pending != 0) {
      FlagKind.replay(cpu, pending, a, b, c);
    }
  }
}
