package emu.cli;

import emu.cli.console.WindowSize;
import emu.cli.guest.GuestCache;
import emu.cli.option.SerialTarget;
import emu.devices.boot.BootException;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Boots a guest that is known by name: gets its files if need be and hands the terminal to it. */
@Command(
    name = "boot",
    description =
        "Boot a guest by name, on the terminal: Ctrl-A X leaves, Ctrl-A H shows the keys. "
            + "The options of emu run apply as well.",
    customSynopsis = "emu boot GUEST [OPTION]...",
    sortOptions = false)
final class BootCommand implements GuestCommand {
  @Spec CommandSpec spec;

  @Mixin GuestOptions guest;

  @Option(names = "--list", description = "list the guests and where their files are")
  boolean list;

  @Mixin RunOptions options;

  @Option(
      names = {"-help", "-h"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  private final GuestCache cache = GuestCache.ofUser(System.getenv());

  @Override
  public boolean runsGuest() {
    return !list && guest.name != null;
  }

  @Override
  public Integer call() throws BootException, IOException, InterruptedException {
    if (list) {
      GuestList.print(spec.commandLine().getOut(), cache);
      return ExitStatus.OK.code();
    }
    GuestOptions.Files files = guest.files(options.kernel, cache);
    Usual usual = new Usual(new SerialTarget.Stdio(), GuestOptions.MEMORY, false);
    try (Session session = new Session(options, usual, spec.commandLine().getErr())) {
      String window = session.windowSize().map(WindowSize::asParameters).orElse("");
      return session.run(Optional.of(files.request(options.kernel, "console=ttyS0", window)));
    }
  }
}
