package emu.core.trace;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Segment;
import emu.core.debug.CpuObserver;

/** Far transfers, system calls, task switches and changes of mode: {@code -d pcall}. */
public final class TransferLog implements CpuObserver {
  private static final String WHAT = "pcall";

  private final TraceLog log;

  /** A log of transfers into {@code log}. */
  public TransferLog(TraceLog log) {
    this.log = log;
  }

  @Override
  public void transferred(Cpu cpu, Transfer kind, int selector, long rip) {
    long target = TraceAddress.next(cpu);
    if (log.wants(cpu, target)) {
      Segment cs = cpu.segments[Segment.CS];
      log.line(
          cpu,
          WHAT,
          "%s %04x:%016x -> %04x:%s cpl=%d%s"
              .formatted(
                  kind,
                  selector,
                  rip,
                  cs.selector,
                  log.symbols().show(target),
                  cpu.cpl,
                  kind == Transfer.TASK ? " TR=%04x".formatted(cpu.tr.selector) : ""));
    }
  }

  @Override
  public void modeChanged(Cpu cpu, long oldCr0, long oldEfer) {
    if (log.isNow(cpu)) {
      log.line(
          cpu,
          WHAT,
          "mode %s -> %s CR0=%08x CR4=%08x EFER=%08x"
              .formatted(
                  mode(oldCr0, oldEfer), mode(cpu.cr0, cpu.efer), cpu.cr0, cpu.cr4, cpu.efer));
    }
  }

  private static String mode(long cr0, long efer) {
    if ((cr0 & Cr.CR0_PE) == 0) {
      return "real";
    }
    String mode = (efer & Cr.EFER_LMA) != 0 ? "long" : "protected";
    return (cr0 & Cr.CR0_PG) != 0 ? mode + ",paging" : mode;
  }
}
