package emu.core.debug;

import emu.core.cpu.Cpu;
import emu.core.cpu.Interrupts.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Remembers the last interrupts and exceptions of a processor, for who asks why it died. */
public final class DeliveryLog implements CpuObserver {
  private static final int KEPT = 64;

  private final Deque<Delivery> last = new ArrayDeque<>();
  private boolean returned;

  @Override
  public void delivering(Cpu cpu, int vector, Source source, int errorCode) {
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(Delivery.of(cpu, vector, source, errorCode));
    returned = false;
  }

  @Override
  public void deliveryFailed(Cpu cpu, int vector, int errorCode) {
    Delivery.Failure failure = new Delivery.Failure(vector, errorCode, cpu.cr2);
    last.addLast(last.removeLast().failedBy(failure));
  }

  @Override
  public void transferred(Cpu cpu, Transfer kind, int selector, long rip) {
    returned |= kind == Transfer.IRET;
  }

  @Override
  public boolean watchesTlb() {
    return false;
  }

  /** The last ones, the oldest first. */
  public List<Delivery> recent() {
    return List.copyOf(last);
  }

  /** The last one, if its handler has not returned (by IRET) since. */
  public Optional<Delivery> running() {
    return returned ? Optional.empty() : Optional.ofNullable(last.peekLast());
  }

  /**
   * The last one, and before it those whose delivery led to it by failing: an exception, a double
   * fault.
   */
  public List<Delivery> chain() {
    List<Delivery> chain = new ArrayList<>();
    for (Delivery delivery : (Iterable<Delivery>) last::descendingIterator) {
      if (!chain.isEmpty() && delivery.failure().isEmpty()) {
        break;
      }
      chain.addFirst(delivery);
    }
    return chain;
  }
}
