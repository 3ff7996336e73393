package emu.jit;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.interp.Interpreter;
import emu.jit.cache.TranslationCache;

/**
 * Translates hot code while the guest waits. It depends on the guest's instructions alone then
 * which of them run translated, so a fault of a translation comes again at the same place in each
 * run; {@link Jit} translates beside the guest, which is quicker, and the host's load decides when.
 */
public final class RepeatableJit {
  private RepeatableJit() {}

  /** An engine for {@code cpu}. */
  public static ExecutionEngine engine(Cpu cpu) {
    TranslationCache cache = new TranslationCache(TranslationCache.MOST_WEIGHT);
    return new Interpreter(cpu, new Jit(Jit.Executors.direct(), cache, () -> {}));
  }
}
