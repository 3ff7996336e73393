package emu.cli.crash;

import emu.api.Engine;
import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.core.memory.PhysicalMemory;
import emu.devices.board.BoardConfig;
import emu.devices.board.EngineFactory;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason;
import emu.devices.boot.BootException;
import java.util.function.IntConsumer;

/** A machine with 16 MiB that enters a small kernel in flat 32-bit mode. */
final class DyingGuest implements AutoCloseable {
  static final long ORIGIN = 0x10_0000;

  private static final long GDT = 0x1000;
  private static final long MOST_INSTRUCTIONS = 50_000_000;

  final Assembly kernel;
  final Machine machine;
  final StopReason end;

  /** Runs {@code source} to its end. */
  DyingGuest(Engine engine, String source) throws BootException {
    kernel = Assembler.assemble("org " + ORIGIN + "\n" + source);
    machine = again(engine.repeatable(), value -> {});
    end = machine.run(new RunLimits(MOST_INSTRUCTIONS, null));
  }

  /** Another machine of the same kind. */
  Machine again(EngineFactory engine, IntConsumer serial) throws BootException {
    return new Machine(
        BoardConfig.deterministic(16 << 20, serial), engine, target -> load(target.memory()));
  }

  private EntryState load(PhysicalMemory memory) {
    memory.copyIn(ORIGIN, kernel.code());
    memory.write(GDT + 8, 8, 0x00CF_9A00_0000_FFFFL);
    memory.write(GDT + 16, 8, 0x00CF_9200_0000_FFFFL);
    return new EntryState(
        Mode.PROTECTED_32, kernel.symbol("start"), 0, 0, 0, 0, 0, 0, 0, 0, GDT, 23, 8, 16);
  }

  @Override
  public void close() {
    machine.close();
  }
}
