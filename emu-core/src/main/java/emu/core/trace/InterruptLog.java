package emu.core.trace;

import emu.core.cpu.Cpu;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Interrupts.Source;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.debug.CpuObserver;
import emu.core.inspect.RegisterDump;

/**
 * Interrupts and exceptions with the registers before them: {@code -d int}, in QEMU's form.
 *
 * <p>Deviation from that form: behind each line are the count of instructions and the name of the
 * code, and the IP of INT n is the instruction behind it.
 */
public final class InterruptLog implements CpuObserver {
  private static final int NONE = -1;

  private final TraceLog log;
  private long number;
  private long lastCount = NONE;
  private int lastVector = NONE;

  /** A log of interrupts into {@code log}. */
  public InterruptLog(TraceLog log) {
    this.log = log;
  }

  @Override
  public void delivering(Cpu cpu, int vector, Source source, int errorCode) {
    long pc = TraceAddress.next(cpu);
    if (!log.wants(cpu, pc)) {
      return;
    }
    long count = cpu.instructionCount();
    if (source == Source.EXTERNAL) {
      log.write("Servicing hardware INT=0x%02x\n".formatted(vector));
    } else if (source == Source.EXCEPTION) {
      int old = lastCount == count ? lastVector : NONE;
      log.write("check_exception old: 0x%x new 0x%x\n".formatted(old, vector));
    }
    lastCount = count;
    lastVector = vector;
    log.write(line(cpu, vector, source, errorCode, pc));
    log.write(RegisterDump.of(cpu));
  }

  private String line(Cpu cpu, int vector, Source source, int errorCode, long pc) {
    String name = log.symbols().at(pc);
    return "%6d: v=%02x e=%04x i=%d cpl=%d IP=%04x:%016x pc=%016x SP=%04x:%016x %s icount=%d%s\n"
        .formatted(
            number++,
            vector,
            errorCode == GuestFault.NO_ERROR_CODE ? 0 : errorCode,
            source == Source.SOFTWARE ? 1 : 0,
            cpu.cpl,
            cpu.segments[Segment.CS].selector,
            cpu.rip,
            pc,
            cpu.segments[Segment.SS].selector,
            cpu.r[Cpu.RSP],
            vector == Vector.PF
                ? "CR2=%016x".formatted(cpu.cr2)
                : "env->regs[R_EAX]=%016x".formatted(cpu.r[Cpu.RAX]),
            cpu.instructionCount(),
            name.isEmpty() ? "" : " <" + name + ">");
  }

  @Override
  public void tripleFault(Cpu cpu) {
    if (log.isNow(cpu)) {
      log.write("Triple fault\n");
    }
  }
}
