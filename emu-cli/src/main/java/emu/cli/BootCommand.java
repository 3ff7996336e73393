package emu.cli;

import emu.cli.console.WindowSize;
import emu.cli.error.UserException;
import emu.cli.guest.AptInstallerSource;
import emu.cli.guest.Guest;
import emu.cli.guest.Guest.BuiltInKernel;
import emu.cli.guest.Guest.DebianInstaller;
import emu.cli.guest.GuestCache;
import emu.cli.guest.InstallerSource;
import emu.cli.guest.MirrorInstallerSource;
import emu.cli.guest.ProgressBar;
import emu.cli.option.MemorySize;
import emu.cli.option.SerialTarget;
import emu.devices.boot.BootException;
import emu.devices.boot.KernelRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
  private static final MemorySize MEMORY = MemorySize.parse("1G");

  @Spec CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "GUEST", description = "the guest; --list shows them")
  String name;

  @Option(names = "--list", description = "list the guests and where their files are")
  boolean list;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description = "get the installer from this Debian mirror instead of through apt")
  String mirror;

  @Mixin KernelOptions kernel;
  @Mixin MachineOptions machine;
  @Mixin SerialOptions serial;
  @Mixin LimitOptions limits;

  @Option(
      names = {"-help", "-h"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  private final GuestCache cache = GuestCache.ofUser(System.getenv());

  @Override
  public boolean runsGuest() {
    return !list && name != null;
  }

  @Override
  public Integer call() throws BootException, IOException, InterruptedException {
    if (list) {
      GuestList.print(spec.commandLine().getOut(), cache);
      return ExitStatus.OK.code();
    }
    Guest guest = guest();
    Files files = files(guest);
    SerialTarget target = serial.targetOr(new SerialTarget.Stdio());
    try (Session session =
        new Session(machine, limits, target, MEMORY, spec.commandLine().getErr())) {
      String commandLine =
          Stream.of(
                  "console=ttyS0",
                  session.windowSize().map(WindowSize::asParameters).orElse(""),
                  kernel.append)
              .filter(part -> part != null && !part.isEmpty())
              .collect(Collectors.joining(" "));
      return session.run(
          new KernelRequest(files.kernel, files.initrds, commandLine, kernel.protocol, true));
    }
  }

  private Guest guest() {
    String names = Guest.ALL.stream().map(Guest::word).collect(Collectors.joining(", "));
    if (name == null) {
      throw new ParameterException(spec.commandLine(), "name a guest to boot: " + names);
    }
    return Guest.named(name)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "there is no guest '%s': choose from %s".formatted(name, names)));
  }

  private record Files(Path kernel, List<Path> initrds) {}

  private Files files(Guest guest) throws IOException, InterruptedException {
    if (kernel.kernel != null) {
      return new Files(kernel.kernel, kernel.initrds);
    }
    return switch (guest.origin()) {
      case DebianInstaller installer -> installerFiles(guest, installer);
      case BuiltInKernel builtIn -> new Files(builtIn.assemble(), kernel.initrds);
    };
  }

  private Files installerFiles(Guest guest, DebianInstaller installer)
      throws IOException, InterruptedException {
    InstallerSource source =
        mirror == null
            ? new AptInstallerSource(Path.of("/etc/apt"))
            : new MirrorInstallerSource(mirror);
    Path folder;
    try (ProgressBar bar = ProgressBar.onStandardError()) {
      folder = cache.obtain(guest, installer, source, bar);
    } catch (IOException e) {
      throw new UserException(
          "getting %s failed (%s): check that %s can be written and that 600 MB are free there"
              .formatted(guest.word(), e, cache.folder(guest).getParent()),
          e);
    }
    List<Path> initrds =
        kernel.initrds.isEmpty() ? List.of(folder.resolve(DebianInstaller.INITRD)) : kernel.initrds;
    return new Files(folder.resolve(DebianInstaller.KERNEL), initrds);
  }
}
