package emu.cli;

import emu.cli.drive.DriveSet;
import emu.cli.guest.GuestCache;
import emu.devices.board.BoardConfig;
import emu.devices.board.EngineFactory;
import emu.devices.board.Machine;
import emu.devices.boot.BootException;
import emu.devices.boot.KernelLoader;
import emu.devices.boot.KernelRequest;
import java.util.Optional;

/** Switches machines on that boot a kernel, or what is on their disks. */
final class MachineMaker {
  private final Optional<KernelRequest> kernel;
  private final DriveOptions options;
  private final boolean vga;

  /**
   * Makes machines whose parts {@code options} describe.
   *
   * @param kernel what is loaded directly; empty for firmware, which boots from a disk
   * @param vga whether they have a display adapter
   */
  MachineMaker(Optional<KernelRequest> kernel, DriveOptions options, boolean vga) {
    this.kernel = kernel.map(plain -> plain.with(GuestCache.ofUser(System.getenv()).ofLoader()));
    this.options = options;
    this.vga = vga;
  }

  /**
   * One that has run nothing yet.
   *
   * @param plain the machine without drives and display adapter
   * @param drives its drives
   */
  Machine create(BoardConfig plain, EngineFactory engines, DriveSet drives) throws BootException {
    BoardConfig withDrives = drives.connect(plain).withBootOrder(options.bootOrder);
    BoardConfig config = vga ? withDrives.withDisplay() : withDrives;
    if (kernel.isEmpty()) {
      return new Machine(config, engines);
    }
    KernelRequest request = kernel.get();
    return new Machine(config, engines, target -> KernelLoader.load(request, target));
  }
}
