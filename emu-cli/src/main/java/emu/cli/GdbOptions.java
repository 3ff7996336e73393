package emu.cli;

import emu.cli.option.GdbTarget;
import picocli.CommandLine.Option;

/** Options that let gdb in. */
final class GdbOptions {
  @Option(
      names = "-gdb",
      paramLabel = "PLACE",
      description = "wait for gdb at tcp::PORT, tcp:HOST:PORT, unix:PATH or stdio",
      converter = GdbTarget.Converter.class)
  private GdbTarget place;

  @Option(names = "-s", description = "the same as -gdb tcp::1234")
  private boolean usual;

  @Option(names = "-S", description = "do not start the guest: gdb or the monitor lets it go")
  boolean stopped;

  /** Where to wait for gdb; null for nowhere. */
  GdbTarget target() {
    return place == null && usual ? GdbTarget.USUAL : place;
  }
}
