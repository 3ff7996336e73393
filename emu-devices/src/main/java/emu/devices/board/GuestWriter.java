package emu.devices.board;

import emu.core.inspect.RegisterWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Changes a guest from outside, between two instructions. It is part of what comes again when the
 * run is repeated.
 */
public final class GuestWriter {
  private final Machine machine;

  GuestWriter(Machine machine) {
    this.machine = machine;
  }

  /** Writes memory from linear address {@code linear} on; false if not all of it is mapped. */
  public boolean writeLinear(long linear, byte... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (machine.board().cpu.mmu.lookUp(linear + i) < 0) {
        return false;
      }
    }
    machine.intervene(() -> {
      Board board = machine.board();
      for (int i = 0; i < bytes.length; i++) {
        board.memory.copyIn(board.cpu.mmu.lookUp(linear + i), bytes, i, 1);
      }
    });
    return true;
  }

  /** Writes physical memory; false, with nothing written, if not all of it is RAM. */
  public boolean writePhysical(long address, byte... bytes) {
    if (!machine.board().memory.isRam(address, bytes.length)) {
      return false;
    }
    machine.intervene(() -> machine.board().memory.copyIn(address, bytes));
    return true;
  }

  /**
   * Writes registers.
   *
   * @param values by name
   * @return false if one of them cannot be, while the others were
   */
  public boolean writeRegisters(Map<String, Long> values) {
    Map<String, Long> before = machine.debugger().registers();
    AtomicBoolean refused = new AtomicBoolean();
    Map<String, Long> changed = new LinkedHashMap<>(values);
    changed.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));
    if (!changed.isEmpty()) {
      machine.intervene(() -> {
        RegisterWriter writer = new RegisterWriter(machine.board().cpu);
        changed.forEach((name, value) -> {
          if (!writer.write(name, value)) {
            refused.set(true);
          }
        });
      });
    }
    return !refused.get();
  }
}
