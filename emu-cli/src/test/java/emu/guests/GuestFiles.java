package emu.guests;

import emu.cli.guest.AptInstallerSource;
import emu.cli.guest.Guest;
import emu.cli.guest.Guest.DebianInstaller;
import emu.cli.guest.GuestCache;
import emu.cli.guest.ProgressBar;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.KernelRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files of guests, got as {@code emu boot} gets them and kept where it keeps them. */
final class GuestFiles {
  private GuestFiles() {}

  /** A boot of {@code guest}, an installer, with its initrd. */
  static KernelRequest installer(Guest guest, String commandLine)
      throws IOException, InterruptedException {
    Path folder = folder(guest);
    return request(folder, List.of(folder.resolve(DebianInstaller.INITRD)), commandLine);
  }

  /** A boot of the kernel of {@code guest}, an installer, alone. */
  static KernelRequest kernel(Guest guest, String commandLine)
      throws IOException, InterruptedException {
    return request(folder(guest), List.of(), commandLine);
  }

  private static KernelRequest request(Path folder, List<Path> initrds, String commandLine) {
    return new KernelRequest(
        folder.resolve(DebianInstaller.KERNEL), initrds, commandLine, BootProtocol.AUTO, true);
  }

  /** The folder in which what was got is kept. */
  static Path cacheFolder() {
    return GuestCache.ofUser(System.getenv()).root();
  }

  private static Path folder(Guest guest) throws IOException, InterruptedException {
    GuestCache cache = GuestCache.ofUser(System.getenv());
    try (ProgressBar bar = ProgressBar.onStandardError()) {
      return cache.obtain(
          guest,
          (DebianInstaller) guest.origin(),
          new AptInstallerSource(Path.of("/etc/apt")),
          bar);
    }
  }
}
