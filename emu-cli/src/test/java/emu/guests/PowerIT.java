package emu.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.guest.Guest;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.KernelRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guests that switch the machine off and restart it. */
class PowerIT {
  private static final long BUDGET = 6_000_000_000L;

  /** The first process is the installer's {@code poweroff}. */
  @Test
  void powerOff() throws Exception {
    KernelRequest request =
        GuestFiles.installer(
            Guest.DEBIAN_13, "console=ttyS0 rdinit=/usr/bin/busybox -- poweroff -f");
    try (GuestSession session = new GuestSession(request, false)) {
      assertEquals(Kind.POWER_OFF, session.awaitEnd(BUDGET).kind());
      assertTrue(session.transcript().contains("reboot: Power down"), session.screen());
    }
  }

  /**
   * A kernel that finds no root file system panics and restarts: through ACPI, the keyboard
   * controller, the chipset and a triple fault.
   */
  @ParameterizedTest
  @CsvSource({"acpi, RESET", "kbd, RESET", "pci, RESET", "triple, TRIPLE_FAULT"})
  void everyWayToRestart(String way, Kind kind) throws Exception {
    try (GuestSession session = new GuestSession(panic(way), true)) {
      assertEquals(kind, session.awaitEnd(BUDGET).kind());
      assertTrue(session.transcript().contains("Rebooting in 1 seconds"), session.screen());
    }
  }

  @Test
  void aRestartBootsAgain() throws Exception {
    try (GuestSession session = new GuestSession(panic("acpi"), false)) {
      session.awaitScreen("Rebooting in 1 seconds", BUDGET);
      int first = session.transcript().length();
      session.awaitScreen("Linux version", BUDGET);
      assertTrue(session.transcript().lastIndexOf("Linux version") > first, session.screen());
    }
  }

  private static KernelRequest panic(String way) throws Exception {
    return GuestFiles.kernel(Guest.DEBIAN_12, "console=ttyS0 panic=1 reboot=" + way);
  }
}
