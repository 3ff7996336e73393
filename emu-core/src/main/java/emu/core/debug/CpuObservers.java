package emu.core.debug;

import emu.core.cpu.Cpu;
import emu.core.cpu.Interrupts;
import emu.core.mmu.TlbFill;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Several observers as one, told in the order in which they were added.
 *
 * @param all at least two
 * @param watchesTlb whether one of them does; asked at each fill of the TLB, so it is known before
 */
public record CpuObservers(List<CpuObserver> all, boolean watchesTlb) implements CpuObserver {

  /** {@code observer}, which may be null, and {@code added}. */
  public static CpuObserver with(CpuObserver observer, CpuObserver added) {
    return of(Stream.concat(parts(observer), Stream.of(added)).toList());
  }

  /** {@code observer}, which may be null, without {@code removed}; null if nobody is left. */
  public static CpuObserver without(CpuObserver observer, CpuObserver removed) {
    return of(parts(observer).filter(part -> part != removed).toList());
  }

  private static Stream<CpuObserver> parts(CpuObserver observer) {
    return observer instanceof CpuObservers several
        ? several.all.stream()
        : Stream.of(observer).filter(Objects::nonNull);
  }

  private static CpuObserver of(List<CpuObserver> parts) {
    return switch (parts.size()) {
      case 0 -> null;
      case 1 -> parts.getFirst();
      default -> new CpuObservers(parts, parts.stream().anyMatch(CpuObserver::watchesTlb));
    };
  }

  @Override
  public void delivering(Cpu cpu, int vector, Interrupts.Source source, int errorCode) {
    all.forEach(observer -> observer.delivering(cpu, vector, source, errorCode));
  }

  @Override
  public void deliveryFailed(Cpu cpu, int vector, int errorCode) {
    all.forEach(observer -> observer.deliveryFailed(cpu, vector, errorCode));
  }

  @Override
  public void tripleFault(Cpu cpu) {
    all.forEach(observer -> observer.tripleFault(cpu));
  }

  @Override
  public void modeChanged(Cpu cpu, long oldCr0, long oldEfer) {
    all.forEach(observer -> observer.modeChanged(cpu, oldCr0, oldEfer));
  }

  @Override
  public void transferred(Cpu cpu, Transfer kind, int selector, long rip) {
    all.forEach(observer -> observer.transferred(cpu, kind, selector, rip));
  }

  @Override
  public void pageTableLoaded(Cpu cpu) {
    all.forEach(observer -> observer.pageTableLoaded(cpu));
  }

  @Override
  public void pageInvalidated(Cpu cpu, long linear) {
    all.forEach(observer -> observer.pageInvalidated(cpu, linear));
  }

  @Override
  public void tlbFilled(Cpu cpu, TlbFill fill) {
    all.stream().filter(CpuObserver::watchesTlb).forEach(observer -> observer.tlbFilled(cpu, fill));
  }
}
