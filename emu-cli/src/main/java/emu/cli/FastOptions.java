package emu.cli;

import picocli.CommandLine.Option;

/** Options that boot an ISO image without its boot loader. */
final class FastOptions {
  @Option(
      names = "--fast",
      description =
          "boot the kernel of the CD-ROM's boot menu directly, without firmware and boot loader; "
              + "-append adds to its arguments")
  boolean fast;
}
