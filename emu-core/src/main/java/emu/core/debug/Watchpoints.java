package emu.core.debug;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Linear addresses of data after whose access a debugger wants the processor to stop. The guest
 * sees nothing of it. Only accesses to a page with a watchpoint cost more than others: the MMU
 * sends them the long way, and tells them here.
 */
public final class Watchpoints {
  private static final long PAGE_MASK = -4096;

  /** An array, since the MMU asks for each page that it fills in. */
  private Watch[] watches = {};

  private Runnable onChanged = () -> {};
  private Runnable onHit = () -> {};
  private Hit hit;

  /**
   * A stretch of memory that is watched.
   *
   * @param start linear address of its first byte
   * @param length bytes, from 1 on; it does not wrap round
   */
  public record Watch(Kind kind, long start, long length) {
    private boolean overlaps(long linear, long size) {
      return linear - start >= 0 && Long.compareUnsigned(linear - start, length) < 0
          || start - linear >= 0 && Long.compareUnsigned(start - linear, size) < 0;
    }
  }

  /** Which accesses are meant. */
  public enum Kind {
    /** Stores. */
    WRITE,
    /** Loads. */
    READ,
    /** Both. */
    ACCESS
  }

  /**
   * An access that was watched.
   *
   * @param address linear address of the first of its bytes that are
   */
  public record Hit(Watch watch, long address) {}

  /** Calls {@code listener} after each change of what is watched. */
  public void onChanged(Runnable listener) {
    onChanged = listener;
  }

  /** Calls {@code listener} at an access that is watched, in the middle of an instruction. */
  public void onHit(Runnable listener) {
    onHit = listener;
  }

  /** Watches {@code watch} from now on. */
  public void add(Watch watch) {
    List<Watch> more = new ArrayList<>(Arrays.asList(watches));
    more.add(watch);
    set(more);
  }

  /** Watches {@code wanted}, and nothing else. */
  public void set(List<Watch> wanted) {
    if (!Arrays.asList(watches).equals(wanted)) {
      watches = wanted.toArray(Watch[]::new);
      onChanged.run();
    }
  }

  /** Watches it no longer. */
  public void remove(Watch watch) {
    List<Watch> fewer = new ArrayList<>(Arrays.asList(watches));
    fewer.remove(watch);
    set(fewer);
  }

  /** Whether something in the page of {@code linear} is watched. */
  public boolean watchesPageOf(long linear) {
    for (Watch watch : watches) {
      if (watch.overlaps(linear & PAGE_MASK, -PAGE_MASK)) {
        return true;
      }
    }
    return false;
  }

  /** {@code size} bytes at {@code linear} were read or written. */
  public void accessed(long linear, long size, boolean write) {
    for (Watch watch : watches) {
      boolean meant = watch.kind == Kind.ACCESS || write == (watch.kind == Kind.WRITE);
      if (hit == null && meant && watch.overlaps(linear, size)) {
        hit = new Hit(watch, watch.start - linear > 0 ? watch.start : linear);
        onHit.run();
      }
    }
  }

  /** The first access that was watched since this was asked last. */
  public Optional<Hit> takeHit() {
    Optional<Hit> taken = Optional.ofNullable(hit);
    hit = null;
    return taken;
  }
}
