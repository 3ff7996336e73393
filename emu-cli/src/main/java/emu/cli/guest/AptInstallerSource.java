package emu.cli.guest;

import emu.cli.guest.Guest.DebianInstaller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Gets a Debian installer by its package's name. */
public final class AptInstallerSource implements InstallerSource {
  private final AptPackages packages;

  /** A source that reads the host's archives below {@code etcApt}, which is /etc/apt. */
  public AptInstallerSource(Path etcApt) {
    packages = new AptPackages(etcApt);
  }

  @Override
  public Path fetch(DebianInstaller installer, Path folder, Progress progress)
      throws IOException, InterruptedException {
    return packages
        .fetch(installer.suite(), List.of(installer.packageName()), List.of(), folder, progress)
        .resolve(installer.packageFolder());
  }
}
