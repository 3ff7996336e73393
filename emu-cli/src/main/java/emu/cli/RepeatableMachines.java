package emu.cli;

import emu.cli.compare.MachineSource;
import emu.cli.drive.DriveSet;
import emu.devices.board.BoardConfig;
import emu.devices.board.ClockMode;
import emu.devices.board.EngineFactory;
import emu.devices.board.Machine;
import emu.devices.boot.BootException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Makes machines that all do the same: with a virtual clock, the script of the options, and drives
 * of their own, so that what one writes no other one reads.
 */
final class RepeatableMachines implements MachineSource, AutoCloseable {
  private final MachineMaker machines;
  private final BoardConfig config;
  private final DriveOptions drives;
  private final ScriptOptions script;
  private final List<DriveSet> opened = new ArrayList<>();

  /**
   * Makes them.
   *
   * @param config what they are; where their output goes is decided for each
   */
  RepeatableMachines(
      MachineMaker machines, BoardConfig config, DriveOptions drives, ScriptOptions script) {
    this.machines = machines;
    this.config = config.withClock(ClockMode.VIRTUAL).withFirmwareMessages(sentence -> {});
    this.drives = drives;
    this.script = script;
  }

  @Override
  public Machine create(EngineFactory engine, IntConsumer serial) throws BootException {
    ScriptedSerial output = new ScriptedSerial(serial);
    Machine machine = machines.create(config.withSerial1(output), engine, openDrives());
    output.start(script, machine);
    return machine;
  }

  private DriveSet openDrives() {
    DriveSet set =
        new DriveSet(drives.images().stream().map(image -> image.at(image.index(), true)).toList());
    opened.add(set);
    return set;
  }

  @Override
  public void close() {
    opened.forEach(DriveSet::close);
  }
}
