package emu.devices.firmware;

import emu.core.cpu.Cpu;
import emu.core.cpu.EntryState;
import emu.devices.storage.Drive;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the BIOS is told about the board.
 *
 * @param cpu the processor, with its ports and its memory
 * @param memoryMap what INT 15h/E820h reports, in ascending order
 * @param ide the drives at the primary IDE channel (master, slave) and the secondary
 * @param floppies the floppy drives A and B, those that are there
 * @param bootOrder what is tried, in this order
 * @param bootMenu whether the user is asked what to boot
 * @param kernel what is started in real mode, and lies in memory already; empty for what the boot
 *     order says
 * @param report takes the sentence that says why nothing could be booted; it is shown as well
 */
public record BiosHardware(
    Cpu cpu,
    List<MemoryRange> memoryMap,
    List<Optional<Drive>> ide,
    List<Drive> floppies,
    List<BootDevice> bootOrder,
    boolean bootMenu,
    Optional<EntryState> kernel,
    Consumer<String> report) {

  /** Copies the lists. */
  public BiosHardware {
    memoryMap = List.copyOf(memoryMap);
    ide = List.copyOf(ide);
    floppies = List.copyOf(floppies);
    bootOrder = List.copyOf(bootOrder);
  }
}
