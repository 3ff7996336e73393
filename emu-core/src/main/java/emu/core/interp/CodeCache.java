package emu.core.interp;

import emu.core.cpu.Cpu;
import emu.core.decode.CodeMode;
import emu.core.memory.CodeWatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Decoded code by physical page and mode, with a code TLB in front that maps linear pages to it.
 *
 * <p>Decoded code outlives the translations through which it was reached; writes to it are seen
 * through {@link CodeWatch}.
 */
final class CodeCache implements CodeWatch {
  private static final int SLOTS = 1024;
  private static final int EPOCHS = 4096;
  private static final CodeMode[] MODES = CodeMode.values();

  private final Cpu cpu;
  private final Map<Long, CodePage> pages = new HashMap<>();
  private final Runnable onInvalidated;
  private final long[][] tags = new long[2 * MODES.length][SLOTS];
  private final CodePage[][] targets = new CodePage[2 * MODES.length][SLOTS];
  private int epoch = -1;

  /** A cache for {@code cpu}; {@code onInvalidated} runs when code was thrown away. */
  CodeCache(Cpu cpu, Runnable onInvalidated) {
    this.cpu = cpu;
    this.onInvalidated = onInvalidated;
    cpu.memory.setCodeWatch(this);
  }

  /** The page that the processor would fetch from at {@code linear} now; faults if it may not. */
  CodePage page(long linear) {
    int now = cpu.mmu.codeEpoch();
    if ((now ^ epoch) >>> 12 != 0) {
      for (long[] table : tags) {
        Arrays.fill(table, -1);
      }
      epoch = now;
    }
    int table = cpu.codeMode.ordinal() * 2 + (cpu.cpl == 3 ? 1 : 0);
    int slot = (int) (linear >>> 12) & (SLOTS - 1);
    long tag = linear & -4096L | now & (EPOCHS - 1);
    if (tags[table][slot] == tag) {
      return targets[table][slot];
    }
    CodePage page = byAddress(cpu.mmu.physicalOfCode(linear) & -4096L, cpu.codeMode);
    tags[table][slot] = tag;
    targets[table][slot] = page;
    return page;
  }

  private CodePage byAddress(long physical, CodeMode mode) {
    Long key = physical | mode.ordinal();
    CodePage page = pages.get(key);
    if (page == null) {
      page = new CodePage(physical, mode);
      pages.put(key, page);
    }
    return page;
  }

  /** Puts {@code block} into {@code page}, whose writes are watched from now on. */
  void add(CodePage page, int offset, Block block) {
    watch(page);
    if (block.secondPage != null) {
      watch(block.secondPage);
    }
    page.add(offset, block);
  }

  private void watch(CodePage page) {
    if (page.isEmpty()) {
      cpu.memory.setHoldsCode(page.physical, true);
      cpu.mmu.flushPhysicalPage(page.physical);
    }
  }

  @Override
  public void codeWritten(long address, int length) {
    int offset = (int) address & 4095;
    boolean holdsCode = false;
    boolean invalidated = false;
    for (CodeMode mode : MODES) {
      CodePage page = pages.get(address & -4096L | mode.ordinal());
      if (page != null) {
        if (page.holdsCode(offset, length)) {
          page.invalidate(offset, length);
          invalidated = true;
        }
        holdsCode |= !page.isEmpty();
      }
    }
    if (invalidated) {
      onInvalidated.run();
    }
    if (!holdsCode) {
      cpu.memory.setHoldsCode(address, false);
      cpu.mmu.flushPhysicalPage(address);
    }
  }
}
