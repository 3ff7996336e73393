package emu.core.debug;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Linear addresses of instructions before which a debugger wants the processor to stop. The guest
 * sees nothing of it: neither its memory nor its debug registers change.
 *
 * <p>An engine looks only where it must: at places of a page that are <i>guarded</i>. Decoded code
 * belongs to physical pages, which may be mapped anywhere; so a breakpoint guards its place in
 * every page, and an engine that comes to a guarded place asks {@link #stopsAt}.
 */
public final class Breakpoints {
  private static final int PAGE = 4096;

  private final Set<Long> addresses = new HashSet<>();
  private final BitSet guarded = new BitSet(PAGE);
  private IntConsumer onGuardChanged = place -> {};
  private long passedAt = -1;
  private boolean hit;

  /** Calls {@code listener} with each place in a page that becomes guarded, or no longer is. */
  public void onGuardChanged(IntConsumer listener) {
    onGuardChanged = listener;
  }

  /** Stops before the instruction at linear address {@code linear} from now on. */
  public void add(long linear) {
    addresses.add(linear);
    int place = place(linear);
    if (!guarded.get(place)) {
      guarded.set(place);
      onGuardChanged.accept(place);
    }
  }

  /** Stops at {@code wanted}, and nowhere else. */
  public void set(Collection<Long> wanted) {
    addresses.retainAll(wanted);
    wanted.forEach(this::add);
  }

  /**
   * Stops there no longer. The place stays guarded until {@link #settle}: debuggers take their
   * breakpoints out at every stop, and put them in again.
   */
  public void remove(long linear) {
    addresses.remove(linear);
  }

  /** Guards only where there are breakpoints. */
  public void settle() {
    BitSet idle = (BitSet) guarded.clone();
    addresses.forEach(linear -> idle.clear(place(linear)));
    guarded.andNot(idle);
    idle.stream().forEach(onGuardChanged);
  }

  /** Whether there is a breakpoint at {@code linear}. */
  public boolean contains(long linear) {
    return addresses.contains(linear);
  }

  /** Whether an instruction that begins at {@code place} (0 to 4095) of a page is guarded. */
  public boolean guards(int place) {
    return guarded.get(place);
  }

  /** Whether any of the {@code length} places from {@code place} on is guarded. */
  public boolean guards(int place, int length) {
    int next = guarded.nextSetBit(place);
    return next >= 0 && next < place + length;
  }

  /** Has the instruction that is due at instruction count {@code count} run in any case. */
  public void passAt(long count) {
    passedAt = count;
  }

  /**
   * Whether to stop before the instruction at {@code linear}, due at instruction count {@code
   * count}. If so, {@link #takeHit} tells it.
   */
  public boolean stopsAt(long linear, long count) {
    boolean stops = addresses.contains(linear) && count != passedAt;
    hit |= stops;
    return stops;
  }

  /** Whether a breakpoint stopped the engine since this was asked last. */
  public boolean takeHit() {
    boolean taken = hit;
    hit = false;
    return taken;
  }

  private static int place(long linear) {
    return (int) linear & PAGE - 1;
  }
}
