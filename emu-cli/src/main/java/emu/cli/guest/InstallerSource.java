package emu.cli.guest;

import emu.cli.error.UserException;
import emu.cli.guest.Guest.DebianInstaller;
import java.io.IOException;
import java.nio.file.Path;

/** A way to get a Debian installer. */
@FunctionalInterface
public interface InstallerSource {

  /**
   * Puts the kernel and the initrd, under the names of {@link DebianInstaller}, into {@code
   * folder}, which is empty and may be used for other files on the way.
   *
   * @return the folder in or below {@code folder} that holds the two files
   * @throws UserException if it cannot be had this way; the message says what to do
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if the thread is interrupted
   */
  Path fetch(DebianInstaller installer, Path folder, Progress progress)
      throws IOException, InterruptedException;
}
