package emu.cli;

import emu.cli.option.MemorySize;
import emu.cli.option.SerialTarget;
import emu.devices.boot.BootException;
import emu.devices.boot.KernelRequest;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a machine that options describe, by QEMU's names and meanings. */
@Command(
    name = "run",
    description = "Run a kernel. Options have QEMU's names, with one dash or two.",
    customSynopsis = "emu run -kernel FILE [OPTION]...",
    sortOptions = false)
final class RunCommand implements GuestCommand {
  /** QEMU's default. */
  static final MemorySize MEMORY = MemorySize.parse("128M");

  @Spec CommandSpec spec;
  @Mixin KernelOptions kernel;
  @Mixin MachineOptions machine;
  @Mixin SerialOptions serial;
  @Mixin LimitOptions limits;
  @Mixin StatsOption stats;

  @Option(
      names = {"-help", "-h"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  @Override
  public boolean runsGuest() {
    return kernel.kernel != null;
  }

  @Override
  public Integer call() throws BootException, IOException, InterruptedException {
    if (kernel.kernel == null) {
      throw new ParameterException(
          spec.commandLine(), "there is nothing to boot: give -kernel FILE, or use emu boot");
    }
    try (Session session =
        new Session(
            machine,
            limits,
            stats,
            serial.targetOr(new SerialTarget.Null()),
            MEMORY,
            spec.commandLine().getErr())) {
      return session.run(request(kernel));
    }
  }

  /** What is booted by {@code kernel}. */
  static KernelRequest request(KernelOptions kernel) {
    String commandLine = kernel.append == null ? "" : kernel.append;
    return new KernelRequest(
        kernel.kernel, kernel.initrds, commandLine, kernel.protocol, kernel.unpackInitrd);
  }
}
