package emu.guests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.guest.Guest;
import emu.cli.option.Engine;
import emu.devices.board.BoardConfig;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.KernelRequest;
import org.junit.jupiter.api.Test;

/** Debian's kernel by the 16-bit boot protocol: its setup code asks the built-in BIOS. */
class SetupCodeIT {
  private static final long BUDGET = 3_000_000_000L;

  @Test
  void linuxFindsTheVideoModeOfTheCommandLine() throws Exception {
    KernelRequest plain = GuestFiles.kernel(Guest.DEBIAN_13, "console=ttyS0 vga=788");
    KernelRequest request =
        new KernelRequest(
            plain.kernel(),
            plain.initrds(),
            plain.commandLine(),
            BootProtocol.LINUX16,
            false,
            plain.cache());
    try (GuestSession session = new GuestSession(Engine.JIT, request, BoardConfig::withDisplay)) {
      session.awaitScreen("vesafb: mode is 800x600x16", BUDGET);
      assertTrue(
          session.transcript().contains("BIOS-e820: [mem 0x000000000009fc00-0x000000000009ffff]"),
          session.screen());
    }
  }
}
