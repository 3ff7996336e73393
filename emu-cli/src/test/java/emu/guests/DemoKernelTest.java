package emu.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;

import emu.cli.guest.Guest;
import emu.cli.guest.Guest.BuiltInKernel;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.KernelRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The built-in kernel shows what the board and the processor say of themselves. */
class DemoKernelTest {
  private static final long STEP = 50_000_000;

  @Test
  void showsTheMachineAndSwitchesItOff() throws Exception {
    BuiltInKernel demo = (BuiltInKernel) Guest.DEMO.origin();
    KernelRequest request =
        new KernelRequest(demo.assemble(), List.of(), "", BootProtocol.AUTO, true);
    try (GuestSession session = new GuestSession(request, true)) {
      session.awaitScreen("Keys are echoed", STEP);
      session.type("Hello\r\033[A");
      session.awaitScreen("<1B>[A", STEP);
      session.type("q");
      assertEquals(Kind.POWER_OFF, session.awaitEnd(STEP).kind(), session.screen());
      assertLinesMatch(EXPECTED.lines().toList(), session.transcript().lines().toList());
    }
  }

  // Regular expressions, where a line is not there literally.
  private static final String EXPECTED =
      """

      This is the demo kernel of emu, in 64-bit mode.

      Memory map, from the PVH start info
        000000000000 - 00000009FBFF  RAM
        00000009FC00 - 00000009FFFF  reserved
        0000000E0000 - 0000000FFFFF  reserved
        000000100000 - 00003FFFFFFF  RAM
        0000FEC00000 - 0000FEC00FFF  reserved
        0000FEE00000 - 0000FEE00FFF  reserved

      Processor
        AuthenticAMD, .+
        Features: fpu pse tsc msr pae .+
      >> more features >>

      A store to an address that is not mapped
        page fault caught: address 0DEADBEEF000, error code 2, by the instruction at 0000001.+

      Timer, 8254 through the 8259 pair
        [.]{10} 100 interrupts in a second; the time-stamp counter runs at (999|1000) MHz

      Keys are echoed; q switches off.
      Hello
      <1B>\\[A
      Switching off through ACPI.
      """;
}
