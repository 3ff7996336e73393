package emu.devices.board;

import emu.core.cpu.EntryState;
import emu.core.memory.PhysicalMemory;
import emu.devices.boot.BootException;
import emu.devices.boot.MemoryMapEntry;
import java.util.List;

/** What puts a kernel into memory at power-on and at each reset. */
@FunctionalInterface
public interface BootSource {

  /**
   * Loads.
   *
   * @param memory where it goes
   * @param map the board's memory map; nothing may be written outside its RAM
   * @param rsdp physical address of the ACPI RSDP
   * @return the state in which the processor enters the kernel
   * @throws BootException with a sentence for the user if it cannot be done
   */
  EntryState load(PhysicalMemory memory, List<MemoryMapEntry> map, long rsdp) throws BootException;
}
