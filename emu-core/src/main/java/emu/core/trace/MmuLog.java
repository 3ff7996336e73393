package emu.core.trace;

import emu.core.cpu.Cpu;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Interrupts.Source;
import emu.core.cpu.Vector;
import emu.core.debug.CpuObserver;
import emu.core.mmu.TlbFill;
import java.util.stream.Collectors;

/**
 * Page walks that filled the TLB, page faults, loads of CR3 and INVLPG: {@code -d mmu}. The filter
 * is about the addresses that are accessed.
 */
public final class MmuLog implements CpuObserver {
  private static final String WHAT = "mmu";

  private final TraceLog log;

  /** A log of address translation into {@code log}. */
  public MmuLog(TraceLog log) {
    this.log = log;
  }

  @Override
  public void tlbFilled(Cpu cpu, TlbFill fill) {
    if (log.wants(cpu, fill.linear())) {
      log.line(
          cpu,
          WHAT,
          "%s %s -> %012x %s%s%s"
              .formatted(
                  fill.access(),
                  log.symbols().show(fill.linear()),
                  fill.physical(),
                  size(fill),
                  fill.global() ? " global" : "",
                  fill.entries().stream().map(" %016x"::formatted).collect(Collectors.joining())));
    }
  }

  private static String size(TlbFill fill) {
    int shift = fill.shift();
    return shift >= 30 ? "1G" : shift >= 20 ? (1 << shift - 20) + "M" : (1 << shift - 10) + "K";
  }

  @Override
  public void delivering(Cpu cpu, int vector, Source source, int errorCode) {
    boolean isFault =
        vector == Vector.PF && source == Source.EXCEPTION && errorCode != GuestFault.NO_ERROR_CODE;
    if (isFault && log.wants(cpu, cpu.cr2)) {
      log.line(
          cpu,
          WHAT,
          "#PF %s error=%04x by %s"
              .formatted(
                  log.symbols().show(cpu.cr2),
                  errorCode,
                  log.symbols().show(TraceAddress.next(cpu))));
    }
  }

  @Override
  public void pageTableLoaded(Cpu cpu) {
    if (log.isNow(cpu)) {
      log.line(cpu, WHAT, "CR3=%016x".formatted(cpu.cr3));
    }
  }

  @Override
  public void pageInvalidated(Cpu cpu, long linear) {
    if (log.wants(cpu, linear)) {
      log.line(cpu, WHAT, "INVLPG " + log.symbols().show(linear));
    }
  }
}
