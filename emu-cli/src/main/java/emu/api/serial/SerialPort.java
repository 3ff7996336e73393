package emu.api.serial;

import emu.api.MachineException;
import emu.core.bus.HostQueue;
import java.nio.charset.StandardCharsets;

/** The first serial port, from the host's side. */
public final class SerialPort {
  private final OutputLog output;
  private final HostQueue<Byte> input;

  /** A port whose guest has sent {@code output} and takes {@code input}. */
  public SerialPort(OutputLog output, HostQueue<Byte> input) {
    this.output = output;
    this.input = input;
  }

  /** What the guest sent. */
  public OutputLog output() {
    return output;
  }

  /** What the guest sent, as UTF-8. */
  public String text() {
    return output.text();
  }

  /**
   * Sends {@code text} as UTF-8; the guest reads it when it runs on. A terminal's Enter is {@code
   * "\r"}.
   *
   * @throws MachineException if the guest has not read what was sent before, and there is no room
   *     for more
   */
  public void send(String text) {
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      if (!input.offer(value)) {
        throw new MachineException(
            "the guest does not read its serial port, and no more can be sent to it: let it run");
      }
    }
  }
}
