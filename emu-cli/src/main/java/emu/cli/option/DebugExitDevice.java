package emu.cli.option;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;

/** QEMU's isa-debug-exit, which this board has at port F4h. */
public record DebugExitDevice() {
  /** Its port. */
  public static final int PORT = 0xF4;

  private static final String NAME = "isa-debug-exit";
  private static final List<String> SETTINGS =
      List.of("iobase=0xf4", "iobase=244", "iosize=0x04", "iosize=0x4", "iosize=4", "iosize=1");

  /** What picocli reads -device with. */
  public static final class Converter implements ITypeConverter<DebugExitDevice> {
    @Override
    public DebugExitDevice convert(String value) {
      List<String> parts = Arrays.asList(value.split(","));
      if (value.equals("help")) {
        throw new ChoicesRequested(
            NAME + ",iobase=0xf4,iosize=0x04   writing v ends emu with status (v << 1) | 1");
      }
      if (!parts.getFirst().equals(NAME)) {
        throw new ChoiceException(
            "there is no device '%s' for -device: it takes %s".formatted(parts.getFirst(), NAME));
      }
      boolean hasPort = parts.stream().anyMatch(part -> part.startsWith("iobase="));
      if (!hasPort || !SETTINGS.containsAll(parts.subList(1, parts.size()))) {
        throw new ChoiceException(
            "'%s' cannot be: this board has it at iobase=0xf4,iosize=0x04".formatted(value));
      }
      return new DebugExitDevice();
    }
  }
}
