package emu.cli;

import emu.core.cpu.EntryState;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.Placement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Options that say what is booted, shared by the commands that start a machine. */
final class KernelOptions {
  @Option(
      names = "-kernel",
      paramLabel = "FILE",
      description = "boot this kernel: Linux, PVH, multiboot, a flat binary")
  Path kernel;

  @Option(
      names = "-initrd",
      paramLabel = "FILE",
      split = ",",
      description =
          "initial RAM disk; several, with commas or repeated, are stacked for Linux; for other "
              + "kernels they are modules, as in 'FILE text for the kernel'")
  List<Path> initrds = new ArrayList<>();

  @Option(names = "-append", paramLabel = "TEXT", description = "the kernel's command line")
  String append;

  @Option(
      names = {"--protocol", "--boot-protocol"},
      paramLabel = "NAME",
      description = "how the kernel is entered; help lists the ways",
      converter = BootProtocolConverter.class)
  BootProtocol protocol = BootProtocol.AUTO;

  @Option(
      names = "--load-address",
      paramLabel = "ADDRESS",
      description = "where a flat binary or an object file goes",
      converter = AddressConverter.class)
  Long loadAddress;

  @Option(
      names = "--entry",
      paramLabel = "WHERE",
      description =
          "the address at which a flat binary is entered, or the symbol of an object file; with "
              + "--fast: the entry of the menu, by label or title, as emu inspect lists them")
  String entry;

  @Option(
      names = "--mode",
      paramLabel = "BITS",
      description = "the processor's mode for a flat binary: 16, 32 or 64",
      converter = EntryModeConverter.class)
  EntryState.Mode mode;

  @Option(
      names = "--unpack-initrd",
      description = "decompress the initial RAM disks on the host, which is quicker")
  boolean unpackInitrd;

  /** Where the kernel goes, if it does not say so itself. */
  Placement placement() {
    return new Placement(
        loadAddress == null ? OptionalLong.empty() : OptionalLong.of(loadAddress),
        Optional.ofNullable(entry),
        Optional.ofNullable(mode));
  }
}
