package emu.cli;

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
import emu.devices.boot.KernelRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The name of a guest and where its files come from, shared by the commands that take a name. */
final class GuestOptions {
  /** Memory of a guest with a name, unless the options say. */
  static final MemorySize MEMORY = MemorySize.parse("1G");

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "GUEST",
      description = "the guest; emu boot --list shows them")
  String name;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description = "get the installer from this Debian mirror instead of through apt")
  String mirror;

  /** The files of a guest. */
  record Files(Path kernel, List<Path> initrds) {

    /** What is booted of them; initial RAM disks are unpacked on the host. */
    KernelRequest request(KernelOptions options, String... parameters) {
      String commandLine =
          Stream.concat(Stream.of(parameters), Stream.ofNullable(options.append))
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(" "));
      return new KernelRequest(kernel, initrds, commandLine, options.protocol, true)
          .with(options.placement());
    }
  }

  /** The guest that is named. */
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

  /** The files of the guest that is named, unless {@code kernel} names others. */
  Files files(KernelOptions kernel, GuestCache cache) throws IOException, InterruptedException {
    Guest guest = guest();
    if (kernel.kernel != null) {
      return new Files(kernel.kernel, kernel.initrds);
    }
    return switch (guest.origin()) {
      case DebianInstaller installer -> installerFiles(guest, installer, kernel, cache);
      case BuiltInKernel builtIn -> new Files(builtIn.assemble(), kernel.initrds);
    };
  }

  private Files installerFiles(
      Guest guest, DebianInstaller installer, KernelOptions kernel, GuestCache cache)
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
