package emu.cli;

import emu.devices.boot.BootProtocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that say what is booted, shared by the commands that start a machine. */
final class KernelOptions {
  @Option(
      names = "-kernel",
      paramLabel = "FILE",
      description = "boot this Linux (bzImage), or this ELF file with a PVH note")
  Path kernel;

  @Option(
      names = "-initrd",
      paramLabel = "FILE",
      split = ",",
      description = "initial RAM disk; several, with commas or repeated, are stacked")
  List<Path> initrds = new ArrayList<>();

  @Option(names = "-append", paramLabel = "TEXT", description = "the kernel's command line")
  String append;

  @Option(
      names = "--boot-protocol",
      paramLabel = "NAME",
      description = "how the kernel is entered; help lists the ways",
      converter = BootProtocolConverter.class)
  BootProtocol protocol = BootProtocol.AUTO;

  @Option(
      names = "--unpack-initrd",
      description = "decompress the initial RAM disks on the host, which is quicker")
  boolean unpackInitrd;
}
