package emu.cli;

import picocli.CommandLine.Mixin;

/** All options of a run, shared by the commands that run one machine for a user. */
final class RunOptions {
  @Mixin KernelOptions kernel;
  @Mixin DriveOptions drives;
  @Mixin MachineOptions machine;
  @Mixin DisplayOptions display;
  @Mixin SerialOptions serial;
  @Mixin MonitorOptions monitor;
  @Mixin ScriptOptions script;
  @Mixin LimitOptions limits;
  @Mixin StatsOption stats;

  /** Whether there is something to boot. */
  boolean bootable() {
    return kernel.kernel != null || drives.any() || machine.firmware.bios != null;
  }
}
