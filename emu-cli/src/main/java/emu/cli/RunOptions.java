package emu.cli;

import emu.cli.trace.TraceOptions;
import java.util.Objects;
import java.util.stream.Stream;
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
  @Mixin TraceOptions trace;
  @Mixin GdbOptions gdb;
  @Mixin CrashOptions crash;

  /** What titles call the machine. */
  String name() {
    return display.name != null
        ? display.name
        : Stream.of(drives.cdrom, kernel.kernel, drives.hda, drives.fda)
            .filter(Objects::nonNull)
            .findFirst()
            .map(file -> file.getFileName().toString())
            .orElse("a machine");
  }

  /** Whether there is something to boot. */
  boolean bootable() {
    return kernel.kernel != null || drives.any() || machine.firmware.bios != null;
  }
}
