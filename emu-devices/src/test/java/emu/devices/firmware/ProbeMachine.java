package emu.devices.firmware;

import emu.core.cpu.CpuModel;
import emu.core.interp.Interpreter;
import emu.devices.board.BoardConfig;
import emu.devices.board.BootOrder;
import emu.devices.board.ClockMode;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.boot.BootException;
import java.time.Instant;
import java.util.List;

/** The machine on which probes run: a display, a floppy disk, a hard disk, an empty CD-ROM. */
final class ProbeMachine {
  static final int DISK_BYTES = 8 << 20;
  static final int DISC_BYTES = 1 << 20;

  private static final int RAM = 64 << 20;

  private ProbeMachine() {}

  /** What {@code probes} answer, in their order. */
  static List<String> run(List<Probe> probes) throws BootException {
    StringBuilder serial = new StringBuilder();
    BoardConfig config =
        new BoardConfig(
                RAM,
                CpuModel.X86_64_V2,
                ClockMode.VIRTUAL,
                Instant.parse("2026-11-20T12:34:56Z"),
                true,
                0xF4,
                value -> serial.append((char) value),
                value -> {},
                value -> {})
            .withDisplay()
            .withBootOrder(new BootOrder("a", false))
            .withFloppy(0, Images.floppy(Probe.image(probes)))
            .withIde(0, Images.hardDisk(new byte[DISK_BYTES]))
            .withIde(2, Images.cdRom(new byte[DISC_BYTES]));
    try (Machine machine = new Machine(config, Interpreter::new)) {
      machine.run(new RunLimits(100_000_000, null));
    }
    return answers(serial.toString());
  }

  /** The lines of the serial port up to the one that says that all is told. */
  static List<String> answers(String serial) {
    return serial.lines().takeWhile(line -> !line.equals(".")).toList();
  }
}
