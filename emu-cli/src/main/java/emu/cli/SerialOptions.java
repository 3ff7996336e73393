package emu.cli;

import emu.cli.option.SerialTarget;
import picocli.CommandLine.Option;

/**
 * Options that say where the guest's serial output goes, shared by the commands that start a
 * machine.
 */
final class SerialOptions {
  @Option(
      names = "-serial",
      paramLabel = "PLACE",
      description = "the first serial port: stdio, mon:stdio, file:PATH or null",
      converter = SerialTarget.Converter.class)
  SerialTarget serial;

  @Option(
      names = "-nographic",
      description = "no display; the first serial port is on the terminal")
  boolean noGraphic;

  /** Where the serial port leads; {@code otherwise} if nothing was said. */
  SerialTarget targetOr(SerialTarget otherwise) {
    if (serial != null) {
      return serial;
    }
    return noGraphic ? new SerialTarget.Stdio() : otherwise;
  }
}
