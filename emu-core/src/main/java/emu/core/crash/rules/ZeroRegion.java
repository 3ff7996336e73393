package emu.core.crash.rules;

import emu.core.cpu.Cpu;
import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.inspect.CodeReader;
import emu.core.inspect.LinearMemory;
import emu.core.inspect.PageWalk;
import emu.core.mmu.Access;
import java.util.Optional;
import java.util.OptionalLong;

/** Zeros are executed, as ADD [RAX], AL. */
public final class ZeroRegion implements Rule {

  private static final int PAGE = 4096;
  private static final int LEAST = 16;
  private static final int MOST = 1 << 28;

  @Override
  public Optional<String> explain(Crash crash) {
    return crash
        .fault()
        .filter(fault -> fault.walk().stream().noneMatch(ZeroRegion::isForbidden))
        .flatMap(fault -> explain(crash, fault.linear(), fault));
  }

  /** Whether there is code that may not be executed. */
  private static boolean isForbidden(PageWalk walk) {
    return walk.access() == Access.EXECUTE && walk.isMapped();
  }

  private Optional<String> explain(Crash crash, long rip, Fault fault) {
    Cpu cpu = crash.cpu();
    long start = start(cpu, rip);
    long end = end(cpu, rip);
    boolean inside = end - rip >= LEAST;
    boolean ranThrough = rip - start >= PAGE && isBehindMemory(cpu, rip);
    if (!inside && !ranThrough) {
      return Optional.empty();
    }
    return Optional.of(
        ("%s at %s: RIP is in a region of zeros, 0x%x to 0x%x, so this is no code: a jump through a"
                + " null or uninitialised pointer, or code that was never loaded%s")
            .formatted(fault.name(), fault.place(), start, end - 1, crash.origin()));
  }

  /** Whether nothing is mapped at {@code rip}, or nothing lies there: it reads as ones. */
  private static boolean isBehindMemory(Cpu cpu, long rip) {
    OptionalLong word = LinearMemory.read(cpu, rip, 8);
    return word.isEmpty() || word.getAsLong() == -1;
  }

  private static long start(Cpu cpu, long rip) {
    byte[] page = new byte[PAGE];
    for (long at = rip & -PAGE; rip - at < MOST; at -= PAGE) {
      int read = new CodeReader(cpu).read(at, page);
      for (int i = (int) Math.min(PAGE, rip - at) - 1; i >= 0; i--) {
        if (i >= read || page[i] != 0) {
          return at + i + 1;
        }
      }
    }
    return rip - MOST;
  }

  private static long end(Cpu cpu, long rip) {
    byte[] page = new byte[PAGE];
    for (long at = rip; at - rip < MOST; at += PAGE) {
      int read = new CodeReader(cpu).read(at, page);
      for (int i = 0; i < PAGE; i++) {
        if (i >= read || page[i] != 0) {
          return at + i;
        }
      }
    }
    return rip + MOST;
  }
}
