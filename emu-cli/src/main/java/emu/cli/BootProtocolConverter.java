package emu.cli;

import emu.cli.option.ChoiceException;
import emu.cli.option.ChoicesRequested;
import emu.devices.boot.BootProtocol;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;

/** What picocli reads --boot-protocol with. */
final class BootProtocolConverter implements ITypeConverter<BootProtocol> {
  private static final String CHOICES =
      """
      auto         what suits the kernel (default)
      pvh          PVH, for kernels with the note; a bzImage is unpacked on the host
      linux64      the 64-bit boot protocol of Linux
      linux32      the 32-bit boot protocol of Linux\
      """;

  @Override
  public BootProtocol convert(String value) {
    if (value.equals("help")) {
      throw new ChoicesRequested(CHOICES);
    }
    for (BootProtocol protocol : BootProtocol.values()) {
      if (protocol.optionName().equals(value)) {
        return protocol;
      }
    }
    String names =
        Arrays.stream(BootProtocol.values())
            .map(BootProtocol::optionName)
            .collect(Collectors.joining(", "));
    throw new ChoiceException(
        "there is no boot protocol '%s': choose from %s".formatted(value, names));
  }
}
