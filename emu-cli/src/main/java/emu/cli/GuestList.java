package emu.cli;

import emu.cli.guest.Guest;
import emu.cli.guest.Guest.BuiltInKernel;
import emu.cli.guest.Guest.DebianInstaller;
import emu.cli.guest.GuestCache;
import java.io.PrintWriter;

/** Shows the guests that have a name, and whether their files are there. */
final class GuestList {
  private GuestList() {}

  static void print(PrintWriter out, GuestCache cache) {
    for (Guest guest : Guest.ALL) {
      String state =
          switch (guest.origin()) {
            case BuiltInKernel _ -> "built in";
            case DebianInstaller installer ->
                cache.holds(guest)
                    ? "in " + cache.folder(guest)
                    : "not here yet; comes from the package " + installer.packageName();
          };
      out.printf("%-10s %-44s %s%n", guest.word(), guest.title(), state);
    }
    out.flush();
  }
}
