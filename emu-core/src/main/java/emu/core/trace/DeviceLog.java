package emu.core.trace;

import emu.core.bus.BusDevice;
import emu.core.bus.BusObserver;
import emu.core.cpu.Cpu;

/**
 * Accesses to ports and to registers in memory: {@code -d ioport}. The filter by code is not about
 * them.
 */
public final class DeviceLog implements BusObserver {
  private final TraceLog log;
  private final Cpu cpu;

  /** A log of what {@code cpu} and the devices of its board access, into {@code log}. */
  public DeviceLog(TraceLog log, Cpu cpu) {
    this.log = log;
    this.cpu = cpu;
  }

  @Override
  public void accessed(
      Space space, boolean write, long address, int size, long value, BusDevice device) {
    if (!log.isNow(cpu)) {
      return;
    }
    boolean port = space == Space.PORT;
    log.line(
        cpu,
        port ? write ? "out" : "in" : write ? "mmio-write" : "mmio-read",
        "%s size=%d value=%s %s"
            .formatted(
                port ? "%04x".formatted(address) : "%012x".formatted(address),
                size,
                "%016x".formatted(value).substring(16 - 2 * Math.min(size, 8)),
                device == null ? "(nothing there)" : BusDevice.nameOf(device)));
  }
}
