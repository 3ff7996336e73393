package emu.cli;

import emu.cli.option.ChoiceException;
import emu.cli.option.ChoicesRequested;
import emu.devices.boot.BootProtocol;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;

/** What picocli reads --protocol with. */
final class BootProtocolConverter implements ITypeConverter<BootProtocol> {
  @Override
  public BootProtocol convert(String value) {
    if (value.equals("help")) {
      throw new ChoicesRequested(choices());
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

  private static String choices() {
    return Arrays.stream(BootProtocol.values())
        .map(protocol -> "%-12s %s".formatted(protocol.optionName(), protocol.title()))
        .collect(Collectors.joining("\n"));
  }
}
