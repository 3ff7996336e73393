package emu.cli;

import emu.cli.console.OutputPump;
import emu.cli.console.TextMatcher;
import emu.devices.board.Machine;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;

/** Takes what the guest sends through its first serial port, on the machine's thread. */
final class SerialOutput {
  private final TextMatcher until;
  private Machine machine;
  private OutputPump pump;

  /** Ends the run once {@code until} has appeared; null if no text does. */
  SerialOutput(String until) {
    this.until = until == null ? null : new TextMatcher(until);
  }

  /** Sets what to stop and where the bytes go, before the machine runs. */
  void connect(Machine runningMachine, OutputPump output) {
    machine = runningMachine;
    pump = output;
  }

  void accept(int value) {
    pump.write((byte) value);
    if (until != null && until.accept((byte) value)) {
      machine.stop(StopReason.of(Kind.REACHED));
    }
  }
}
