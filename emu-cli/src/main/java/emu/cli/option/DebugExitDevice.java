package emu.cli.option;

import picocli.CommandLine.ITypeConverter;

/**
 * QEMU's isa-debug-exit.
 *
 * @param port its first port
 * @param ports how many it has
 */
public record DebugExitDevice(int port, int ports) {
  private static final String NAME = "isa-debug-exit";

  // Where QEMU has it if nothing is said.
  private static final int USUAL_PORT = 0x501;
  private static final int USUAL_PORTS = 2;

  private static final int MOST_PORTS = 4;
  private static final int LAST_PORT = 0xFFFF;

  /** What picocli reads -device with. */
  public static final class Converter implements ITypeConverter<DebugExitDevice> {
    @Override
    public DebugExitDevice convert(String value) {
      if (value.equals("help")) {
        throw new ChoicesRequested(
            NAME + ",iobase=0xf4,iosize=0x04   writing v ends emu with status (v << 1) | 1");
      }
      Settings settings = new Settings("-device", value, "driver");
      String name = settings.take("driver", "");
      if (!name.equals(NAME)) {
        throw new ChoiceException(
            "there is no device '%s' for -device: it takes %s".formatted(name, NAME));
      }
      int port = settings.takeNumber("iobase", USUAL_PORT, LAST_PORT);
      int ports = settings.takeNumber("iosize", USUAL_PORTS, MOST_PORTS);
      settings.end("iobase, iosize");
      if (ports == 0 || port + ports - 1 > LAST_PORT) {
        throw new ChoiceException(
            "-device '%s': there are no such ports: say iobase=0xf4,iosize=0x04".formatted(value));
      }
      return new DebugExitDevice(port, ports);
    }
  }
}
