package emu.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.cli.guest.Guest;
import emu.cli.guest.Guest.DebianInstaller;
import emu.cli.guest.GuestCache;
import emu.cli.guest.InstallerIso;
import emu.cli.guest.InstallerIso.Loader;
import emu.cli.guest.ProgressBar;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real installer, from an ISO image without its boot loader. */
class FastBootIT {
  @TempDir Path folder;

  @Test
  void asksItsFirstQuestion() throws Exception {
    Guest guest = Guest.DEBIAN_13;
    InstallerIso kind = new InstallerIso(Loader.ISOLINUX, false);
    Path iso;
    try (ProgressBar bar = ProgressBar.onStandardError()) {
      GuestCache cache = GuestCache.ofUser(System.getenv());
      iso = cache.obtainIso(guest, (DebianInstaller) guest.origin(), kind, bar);
    }
    Path serial = folder.resolve("serial");
    assertEquals(0, Main.run("inspect", iso.toString()));
    int status =
        Main.run(
            "run",
            "-cdrom=" + iso,
            "--fast",
            "--entry=Advanced options > Rescue mode",
            "-append=console=ttyS0",
            "-serial=file:" + serial,
            "--until=Select a language",
            "--timeout=1800");
    String text = Files.readString(serial, ISO_8859_1);
    assertEquals(0, status, text);
  }
}
