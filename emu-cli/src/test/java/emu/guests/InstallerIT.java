package emu.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.cli.guest.Guest;
import emu.cli.option.Engine;
import emu.devices.board.StopReason.Kind;
import org.junit.jupiter.api.Test;

/**
 * The text installers of Debian, as a person uses them on a serial terminal; one in each engine.
 */
class InstallerIT {
  private static final long BOOT = 12_000_000_000L;
  private static final long STEP = 4_000_000_000L;

  private static final String ENTER = "\r";
  private static final String TAB = "\t";
  private static final String DOWN = "\033[B";

  @Test
  void debian12() throws Exception {
    install(Guest.DEBIAN_12, Engine.INTERPRETER);
  }

  @Test
  void debian13() throws Exception {
    install(Guest.DEBIAN_13, Engine.JIT);
  }

  private static void install(Guest guest, Engine engine) throws Exception {
    try (GuestSession session =
        new GuestSession(engine, GuestFiles.installer(guest, "console=ttyS0"), false)) {
      session.awaitScreen("Select a language", BOOT);
      session.awaitScreen("<Go Back>", STEP);
      session.type(ENTER);
      session.awaitScreen("Select your location", STEP);
      session.type(DOWN + ENTER);
      session.awaitScreen("Configure the keyboard", STEP);
      session.type(TAB + ENTER);
      session.awaitScreen("Debian installer main menu", STEP);
      session.type("e");
      session.type(ENTER);
      session.awaitScreen("Interactive shell", STEP);
      session.type(ENTER);
      session.awaitScreen("~ #", STEP);
      session.type("poweroff\r");
      assertEquals(Kind.POWER_OFF, session.awaitEnd(STEP).kind());
    }
  }
}
