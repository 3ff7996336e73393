package emu.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.guest.Guest;
import org.junit.jupiter.api.Test;

/** With a clock that follows the instructions, a run can be repeated exactly. */
class DeterminismIT {
  private static final long INSTRUCTIONS = 500_000_000;
  private static final long ODD_SLICE = 33_333_337;

  /** The second run is interrupted again and again, as by a host that wants to look at it. */
  @Test
  void twoRunsReachTheSameState() throws Exception {
    try (GuestSession once = boot();
        GuestSession inParts = boot()) {
      once.runTo(INSTRUCTIONS);
      for (long end = ODD_SLICE; end < INSTRUCTIONS; end += ODD_SLICE) {
        inParts.runTo(end);
      }
      inParts.runTo(INSTRUCTIONS);

      assertTrue(once.transcript().contains("Linux version"), once.transcript());
      assertEquals(once.transcript(), inParts.transcript());
      assertEquals(once.state(), inParts.state());
    }
  }

  private static GuestSession boot() throws Exception {
    return new GuestSession(
        GuestFiles.installer(Guest.DEBIAN_13, "console=ttyS0 earlyprintk=ttyS0"), true);
  }
}
