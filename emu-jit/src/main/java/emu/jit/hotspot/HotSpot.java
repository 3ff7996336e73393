package emu.jit.hotspot;

import emu.core.cpu.Cpu;
import emu.core.interp.Translation;
import emu.core.mmu.Mmu;
import emu.jit.emit.Support;
import emu.jit.emit.Tier;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Has the virtual machine compile translations before a guest runs them. */
public final class HotSpot {
  /** Calls after which HotSpot compiles by its own rules, profiling first. */
  private static final int CALLS = 300;

  /** Classes that translations call: they must be initialised, or the calls are not compiled. */
  private static final List<String> CALLED =
      List.of("BinaryArithmetic", "Logical", "ShiftRotate", "BitByte", "DataTransfer");

  private static HotSpot instance;

  private final WarmUp warmUp = new WarmUp();
  private final WhiteBox whiteBox;

  private HotSpot() {
    HotSpotDirectives.install();
    whiteBox = WhiteBox.open();
    initialise();
    warmUp.train();
  }

  /** The one of this virtual machine. */
  public static synchronized HotSpot get() {
    if (instance == null) {
      instance = new HotSpot();
    }
    return instance;
  }

  private static void initialise() {
    try {
      MethodHandles.lookup().ensureInitialized(Support.class);
      for (String name : CALLED) {
        Class.forName("emu.core.insn." + name);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compiles {@code code}, and returns when that is done or was refused. */
  public void compile(Translation.Code code, Tier tier) {
    if (whiteBox == null) {
      warmUp.run(code, CALLS);
      return;
    }
    try {
      var method =
          code.getClass()
              .getMethod("run", Cpu.class, long[].class, Mmu.class, long.class, int.class);
      whiteBox.compile(method, tier == Tier.QUICK ? 1 : 4);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
