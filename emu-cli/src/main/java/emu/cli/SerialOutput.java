package emu.cli;

import emu.api.serial.TextMatcher;
import emu.cli.console.OutputPump;
import emu.devices.board.Machine;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;

/** Takes what the guest sends through its first serial port, on the machine's thread. */
final class SerialOutput {
  private final TextMatcher until;
  private Machine machine;
  private OutputPump pump;
  private Attachments attachments;

  /** Ends the run once {@code until} has appeared; null if no text does. */
  SerialOutput(String until) {
    this.until = until == null ? null : new TextMatcher(until);
  }

  /** Sets what to stop and who is told of the bytes, before the machine runs. */
  void connect(Machine runningMachine, OutputPump output, Attachments others) {
    machine = runningMachine;
    pump = output;
    attachments = others;
  }

  void accept(int value) {
    pump.write((byte) value);
    attachments.sent((byte) value);
    if (until != null && until.accept((byte) value)) {
      machine.stop(StopReason.of(Kind.REACHED));
    }
  }
}
