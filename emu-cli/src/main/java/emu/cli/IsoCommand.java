package emu.cli;

import emu.cli.error.UserException;
import emu.cli.guest.Guest;
import emu.cli.guest.Guest.DebianInstaller;
import emu.cli.guest.GuestCache;
import emu.cli.guest.InstallerIso;
import emu.cli.guest.ProgressBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an ISO image of an installer. */
@Command(
    name = "iso",
    description =
        "Make an ISO image of a Debian installer that boots as Debian's own do, from Debian's "
            + "packages, which apt gets.",
    customSynopsis = "emu iso GUEST FILE [OPTION]...",
    sortOptions = false)
final class IsoCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "GUEST", description = "debian-12 or debian-13")
  String guest;

  @Parameters(index = "1", paramLabel = "FILE", description = "the image, which is written anew")
  Path file;

  @Option(names = "--grub", description = "with GRUB as the boot loader instead of ISOLINUX")
  boolean grub;

  @Option(
      names = "--serial",
      description = "the installer uses the first serial port, and starts without a menu")
  boolean serial;

  @Option(
      names = {"-help", "-h"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  @Override
  public Integer call() throws InterruptedException {
    DebianInstaller installer =
        Guest.named(guest)
            .map(Guest::origin)
            .filter(DebianInstaller.class::isInstance)
            .map(DebianInstaller.class::cast)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "there is no installer '%s': choose debian-12 or debian-13".formatted(guest)));
    checkTarget();
    InstallerIso.Loader loader = grub ? InstallerIso.Loader.GRUB : InstallerIso.Loader.ISOLINUX;
    try (ProgressBar bar = ProgressBar.onStandardError()) {
      GuestCache.ofUser(System.getenv())
          .writeIso(installer, new InstallerIso(loader, serial), file, bar);
    } catch (IOException e) {
      throw new UserException(
          "making %s failed (%s): check that its folder is there and that 600 MB are free"
              .formatted(file, e),
          e);
    }
    return ExitStatus.OK.code();
  }

  /** Finds out what would stand in the way before anything is downloaded. */
  private void checkTarget() {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UserException("there is no folder to write %s to: make it first".formatted(file));
    }
    if (Files.isDirectory(file)) {
      throw new UserException(file + " is a folder: name a file to write the image to");
    }
    if (!Files.isWritable(folder)) {
      throw new UserException(
          "nothing may be written to %s: name a file in another folder".formatted(folder));
    }
  }
}
