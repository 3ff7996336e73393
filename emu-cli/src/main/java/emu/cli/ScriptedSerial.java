package emu.cli;

import emu.api.keyboard.KeyboardLayout;
import emu.cli.script.ScriptRun;
import emu.devices.board.Machine;
import java.util.function.IntConsumer;

/** Takes what a machine without a user sends through its serial port, and does its script. */
final class ScriptedSerial implements IntConsumer {
  private final IntConsumer output;
  private ScriptRun run;

  /** Hands all on to {@code output}. */
  ScriptedSerial(IntConsumer output) {
    this.output = output;
  }

  /** Has {@code machine}, which has run nothing yet, do what {@code script} says. */
  void start(ScriptOptions script, Machine machine) {
    if (script.any()) {
      run = new ScriptRun(script.script(), machine, KeyboardLayout.of(script.layout));
    }
  }

  @Override
  public void accept(int value) {
    output.accept(value);
    if (run != null) {
      run.sent((byte) value);
    }
  }
}
