package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import emu.cli.error.UserException;
import emu.cli.option.SerialTarget;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HostPlanTest {
  private static HostPlan plan(String line, String host) {
    CommandLine parser = CommandLineFactory.create();
    String[] args = Arguments.normalise(parser, line.split(" "));
    Object command = parser.parseArgs(args).subcommand().commandSpec().userObject();
    return switch (command) {
      case RunCommand run ->
          HostPlan.of(run.options, RunCommand.usual(run.options.kernel), host(host));
      case BootCommand boot ->
          HostPlan.of(
              boot.options,
              new Usual(new SerialTarget.Stdio(), GuestOptions.MEMORY, false),
              host(host));
      default -> throw new AssertionError(command);
    };
  }

  private static HostPlan.Host host(String parts) {
    return new HostPlan.Host(parts.contains("t"), parts.contains("d"));
  }

  /**
   * The host has a terminal (t) and a desktop (d); expected are the displays, whether there is VGA
   * and whether time keeps the host's pace.
   */
  @ParameterizedTest
  @CsvSource({
    "run -kernel k,                             td, WINDOW, true,  true",
    "run -kernel k,                             t,  CURSES, true,  true",
    "run -cdrom c,                              -,  '',     true,  false",
    "run -kernel k,                             -,  '',     false, false",
    "run -kernel k -nographic,                  td, '',     false, true",
    "run -cdrom c -nographic,                   t,  '',     true,  true",
    "run -kernel k -serial stdio,               td, WINDOW, true,  true",
    "run -kernel k -serial stdio,               t,  '',     false, true",
    "run -kernel k -monitor stdio,              t,  '',     false, false",
    "run -kernel k -display none,               td, '',     false, false",
    "run -kernel k -display none -vga std,      td, '',     true,  false",
    "run -cdrom c -vga none,                    td, '',     false, false",
    "run -kernel k -display window --until x,   td, WINDOW, true,  false",
    "run -kernel k --until x,                   td, '',     false, false",
    "run -kernel k --until-screen x,            td, '',     true,  false",
    "run -kernel k --screenshot a.png@1,        -,  '',     true,  false",
    "run -kernel k --keys a,                    td, WINDOW, true,  true",
    "run -kernel k -vnc :1,                     -,  VNC,    true,  true",
    "run -kernel k -nographic -vnc :1,          t,  VNC,    true,  true",
    "run -kernel k -display window -vnc :1,     d,  WINDOW VNC, true, true",
    "run -kernel k -display vnc=:2,             td, VNC,    true,  true",
    "boot demo,                                 td, '',     false, true",
    "boot demo,                                 -,  '',     false, false",
    "boot demo -display window,                 td, WINDOW, true,  true",
  })
  void givesTheHostsPartsAway(
      String line, String host, String displays, boolean vga, boolean keepsPace) {
    HostPlan plan = plan(line, host);
    String types =
        plan.displays().stream()
            .map(display -> display.type().name())
            .collect(Collectors.joining(" "));
    assertEquals(displays, types);
    assertEquals(vga, plan.vga());
    assertEquals(keepsPace, plan.keepsPace());
  }

  @ParameterizedTest
  @CsvSource({
    "run -cdrom c,                -, true",
    "run -cdrom c,                t, false",
    "run -cdrom c -display none,  -, false",
    "'run -cdrom c -monitor unix:/s,server', -, false",
    "run -cdrom c -serial file:f, -, false",
    "run -cdrom c --keys a,       -, false",
    "boot demo,                   -, false",
  })
  void warnsOfAGuestThatNobodySees(String line, String host, boolean warns) {
    assertEquals(warns, plan(line, host).warning().isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run -kernel k -nographic -display window",
        "run -kernel k -nographic -monitor stdio",
        "run -kernel k -display curses -monitor stdio",
        "boot demo -display curses",
        "run -kernel k -serial stdio -gdb stdio",
        "run -kernel k -display curses -gdb stdio",
      })
  void contradictionsAreRefused(String line) {
    assertThrows(UserException.class, () -> plan(line, "td"));
  }
}
