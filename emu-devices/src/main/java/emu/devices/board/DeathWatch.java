package emu.devices.board;

import emu.core.cpu.Cpu;
import emu.core.cpu.Interrupts;
import emu.core.crash.AddressNames;
import emu.core.crash.Crash;
import emu.core.crash.rules.DeliberateReset;
import emu.core.debug.Delivery;
import emu.core.debug.DeliveryLog;
import emu.core.debug.FaultLoops;
import emu.core.inspect.EndlessLoop;
import emu.devices.board.StopReason.Kind;
import java.util.Optional;

/** Notices that a guest died, and keeps what a report about it needs. */
final class DeathWatch {
  private final Cpu cpu;
  private final DeliveryLog log = new DeliveryLog();
  private final FaultLoops loops;
  private final EndlessLoop loop;
  private boolean inFaultLoop;

  /** Watches {@code cpu}; calls {@code look}, on its thread, if it raises faults for ever. */
  DeathWatch(Cpu cpu, Runnable look) {
    this.cpu = cpu;
    this.loops =
        new FaultLoops(() -> {
          inFaultLoop = true;
          look.run();
        });
    this.loop = new EndlessLoop(cpu);
    cpu.observe(log);
    cpu.observe(loops);
  }

  /** Whether the processor stands where nothing but a reset can bring it on. */
  Optional<Kind> standstill() {
    if (inFaultLoop) {
      inFaultLoop = false;
      return Optional.of(Kind.FAULT_LOOP);
    }
    if (cpu.interruptsEnabled() || cpu.nmiPending()) {
      return Optional.empty();
    }
    if (cpu.halted) {
      return Optional.of(Kind.HALTED);
    }
    return loop.isEntered() ? Optional.of(Kind.ENDLESS_LOOP) : Optional.empty();
  }

  /** Whether the guest shut its processor down to restart the machine. */
  boolean isMeantAsReset() {
    return crash(Kind.TRIPLE_FAULT).filter(DeliberateReset::isMeant).isPresent();
  }

  /** What is known of a death by {@code end}; empty if that is none. */
  Optional<Crash> crash(Kind end) {
    return kind(end)
        .map(kind ->
            new Crash(
                kind,
                cpu,
                log.recent(),
                log.chain(),
                log.running().filter(DeathWatch::matters),
                loops.deeper(),
                loops.returns(),
                AddressNames.NONE,
                Optional.empty()));
  }

  /** Whether a handler that runs may tell why the guest stopped. */
  private static boolean matters(Delivery delivery) {
    return delivery.source() != Interrupts.Source.SOFTWARE;
  }

  private static Optional<Crash.Kind> kind(Kind end) {
    return switch (end) {
      case TRIPLE_FAULT -> Optional.of(Crash.Kind.TRIPLE_FAULT);
      case FAULT_LOOP -> Optional.of(Crash.Kind.FAULT_LOOP);
      case HALTED -> Optional.of(Crash.Kind.HALTED);
      case ENDLESS_LOOP -> Optional.of(Crash.Kind.ENDLESS_LOOP);
      default -> Optional.empty();
    };
  }
}
