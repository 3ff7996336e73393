package emu.cli.monitor;

import emu.devices.board.Machine;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import java.util.List;

/** Commands that stop a machine, have it go on, and switch it off. */
final class PowerCommands {
  private final Machine machine;

  PowerCommands(Machine machine) {
    this.machine = machine;
  }

  List<Command> list() {
    return List.of(
        new Command("stop", "", "have processor and time stand still", this::pause),
        new Command("cont", "", "have them go on", this::resume),
        new Command("system_reset", "", "press the reset button", this::reset),
        new Command("system_powerdown", "", "press the power button", this::powerDown),
        new Command("quit", "", "end emu at once", this::quit),
        new Command("savevm", "[NAME]", "", PowerCommands::save),
        new Command("loadvm", "NAME", "", PowerCommands::save));
  }

  private String pause(Words words) throws MonitorException {
    words.end();
    machine.setPaused(true);
    return "";
  }

  private String resume(Words words) throws MonitorException {
    words.end();
    machine.setPaused(false);
    return "";
  }

  private String reset(Words words) throws MonitorException {
    words.end();
    machine.pressResetButton();
    return "";
  }

  private String powerDown(Words words) throws MonitorException {
    words.end();
    machine.pressPowerButton();
    return "";
  }

  private String quit(Words words) throws MonitorException {
    words.end();
    machine.stop(StopReason.of(Kind.USER));
    return "";
  }

  private static String save(Words words) throws MonitorException {
    throw new MonitorException(
        "a machine's state cannot be saved yet: a run with --clock virtual and the same --keys "
            + "comes to the same state again");
  }
}
