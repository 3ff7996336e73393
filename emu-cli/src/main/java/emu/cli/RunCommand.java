package emu.cli;

import emu.cli.option.MemorySize;
import emu.cli.option.SerialTarget;
import emu.devices.boot.BootException;
import emu.devices.boot.KernelRequest;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a machine that options describe, by QEMU's names and meanings. */
@Command(
    name = "run",
    description =
        "Run a machine from a CD-ROM, a disk or a kernel. Options have QEMU's names, with one dash "
            + "or two.",
    customSynopsis = "emu run -cdrom FILE|-hda FILE|-kernel FILE [OPTION]...",
    sortOptions = false)
final class RunCommand implements GuestCommand {
  /** QEMU's default, for a kernel that is loaded directly. */
  static final MemorySize KERNEL_MEMORY = MemorySize.parse("128M");

  /** What installers and live systems that are booted from disks need today. */
  private static final MemorySize DISK_MEMORY = MemorySize.parse("1G");

  @Spec CommandSpec spec;
  @Mixin RunOptions options;
  @Mixin FastOptions fast;

  @Option(
      names = {"-help", "-h"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  @Override
  public boolean runsGuest() {
    return options.bootable();
  }

  @Override
  public Integer call() throws BootException, IOException, InterruptedException {
    if (!options.bootable()) {
      throw new ParameterException(
          spec.commandLine(),
          "there is nothing to boot: give -cdrom FILE, -hda FILE or -kernel FILE, or use emu boot");
    }
    if (fast.fast || options.kernel.kernel == null && options.kernel.entry != null) {
      return boot(fastBoot());
    }
    try (Session session =
        new Session(options, usual(options.kernel), spec.commandLine().getErr())) {
      return session.run(request(options.kernel));
    }
  }

  private FastBoot fastBoot() {
    if (!fast.fast) {
      throw new ParameterException(spec.commandLine(), "--entry chooses what --fast boots: add it");
    }
    if (options.kernel.kernel != null || !options.kernel.initrds.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--fast takes kernel and initrd from the CD-ROM: leave out -kernel and -initrd");
    }
    return FastBoot.of(Optional.ofNullable(options.kernel.entry), options.drives);
  }

  private int boot(FastBoot boot) throws BootException, IOException {
    Usual usual = new Usual(new SerialTarget.Null(), DISK_MEMORY, false);
    try (Session session = new Session(options, usual, spec.commandLine().getErr())) {
      if (!session.hasScreen()) {
        boot.silence(options.kernel).ifPresent(session::tell);
      }
      return session.run(Optional.of(boot.request(options.kernel)));
    }
  }

  /** What holds for a machine that boots {@code kernel}, or what is on its disks. */
  static Usual usual(KernelOptions kernel) {
    boolean firmware = kernel.kernel == null;
    return new Usual(new SerialTarget.Null(), firmware ? DISK_MEMORY : KERNEL_MEMORY, firmware);
  }

  /** What is booted by {@code kernel}; empty for what is on the machine's disks. */
  static Optional<KernelRequest> request(KernelOptions kernel) {
    if (kernel.kernel == null) {
      return Optional.empty();
    }
    String commandLine = kernel.append == null ? "" : kernel.append;
    return Optional.of(
        new KernelRequest(
                kernel.kernel, kernel.initrds, commandLine, kernel.protocol, kernel.unpackInitrd)
            .with(kernel.placement()));
  }
}
