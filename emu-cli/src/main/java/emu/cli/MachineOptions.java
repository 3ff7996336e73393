package emu.cli;

import emu.cli.error.UserException;
import emu.cli.option.ClockMode;
import emu.cli.option.CpuChoice;
import emu.cli.option.DebugExitDevice;
import emu.cli.option.Engine;
import emu.cli.option.MachineType;
import emu.cli.option.MemorySize;
import emu.cli.option.RtcBase;
import emu.cli.option.TripleFaultChoice;
import emu.cli.option.VgaType;
import emu.devices.board.BoardConfig;
import emu.devices.board.EngineFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.IntConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that describe the machine, shared by the commands that start one. */
final class MachineOptions {
  // A run that can be repeated starts at the same time each time.
  private static final Instant FIXED_START = Instant.parse("2026-01-01T00:00:00Z");

  // The hole below 4 GiB, which devices and firmware take.
  private static final long RESERVED_ADDRESSES = 1L << 30;

  @Option(
      names = "-m",
      paramLabel = "SIZE",
      description = "memory in MiB, or with a suffix: 512, 1G, size=1024M",
      converter = MemorySize.Converter.class)
  MemorySize memory;

  @Option(
      names = {"-machine", "-M"},
      paramLabel = "NAME",
      description = "the board; help lists them",
      converter = MachineType.Converter.class)
  MachineType machine = MachineType.PC;

  @Option(
      names = "-cpu",
      paramLabel = "NAME",
      description = "the processor; help lists them",
      converter = CpuChoice.Converter.class)
  CpuChoice cpu = CpuChoice.X86_64_V2;

  @Option(
      names = "-vga",
      paramLabel = "TYPE",
      description = "the display adapter; help lists them",
      converter = VgaType.Converter.class)
  VgaType vga;

  @Mixin FirmwareOptions firmware = new FirmwareOptions();

  @Option(
      names = "-rtc",
      paramLabel = "base=TIME",
      description = "the calendar clock at power-on: utc, localtime or a time",
      converter = RtcBase.Converter.class)
  RtcBase rtc;

  @Option(
      names = "-device",
      paramLabel = "DEVICE",
      description =
          "isa-debug-exit,iobase=0xf4,iosize=0x04: a port through which the guest ends emu",
      converter = DebugExitDevice.Converter.class)
  DebugExitDevice debugExit;

  @Option(
      names = "-no-reboot",
      description = "end instead of restarting when the guest asks for a restart")
  boolean noReboot;

  @Option(
      names = "--on-triple-fault",
      paramLabel = "ACTION",
      description = "what a triple fault does; help lists the choices",
      converter = TripleFaultChoice.Converter.class)
  TripleFaultChoice onTripleFault = TripleFaultChoice.AUTO;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "what runs the guest's code; help lists them",
      converter = Engine.Converter.class)
  Engine engine = Engine.JIT;

  @Option(
      names = "--jit-cache",
      paramLabel = "SIZE",
      description = "the most memory that translated code may take, by estimate: 64, 1G",
      converter = MemorySize.Converter.class)
  MemorySize jitCache = new MemorySize(emu.api.Engine.TRANSLATION_BYTES);

  @Option(
      names = "--jit-dump",
      paramLabel = "DIR",
      description = "write guest code and bytecode of each translation into this folder")
  Path jitDump;

  @Option(
      names = "--clock",
      paramLabel = "MODE",
      description = "what the guest's time follows; help lists them",
      converter = ClockMode.Converter.class)
  ClockMode clock;

  /** What makes the engines of a machine. */
  EngineFactory engines() {
    return engines(engine);
  }

  /** The same for another engine than that of the options. */
  EngineFactory engines(Engine other) {
    if (jitDump == null) {
      return other.factory(jitCache.bytes());
    }
    try {
      Files.createDirectories(jitDump);
    } catch (IOException e) {
      throw new UserException(
          "cannot make the folder " + jitDump + " for --jit-dump: name another", e);
    }
    return other.listing(jitCache.bytes(), jitDump);
  }

  /** What time follows; host time for a guest that a person types to, unless the option says. */
  ClockMode clock(boolean interactive) {
    if (clock != null) {
      return clock;
    }
    return interactive ? ClockMode.HOST : ClockMode.VIRTUAL;
  }

  /** Whether there is a display adapter; {@code otherwise} if the options do not say. */
  boolean hasVga(boolean otherwise) {
    return vga == null ? otherwise : vga == VgaType.STD;
  }

  /**
   * The board that the options describe.
   *
   * @param size its RAM; a part of a page counts as a page
   * @param interactive whether a person types to the guest
   * @param now the host's time
   * @param output takes what the guest sends through its first serial port
   */
  BoardConfig board(MemorySize size, boolean interactive, Instant now, IntConsumer output) {
    ClockMode mode = clock(interactive);
    Instant start = mode == ClockMode.HOST ? now : FIXED_START;
    if (rtc != null) {
      start = rtc.at(now, ZoneId.systemDefault()).toInstant(ZoneOffset.UTC);
    }
    IntConsumer nowhere = value -> {};
    BoardConfig board =
        new BoardConfig(
            ramBytes(size),
            cpu.model(),
            mode.ofBoard(),
            start,
            noReboot,
            BoardConfig.NO_PORT,
            output,
            nowhere,
            nowhere);
    BoardConfig safe = board.withTripleFault(onTripleFault.ofBoard());
    return firmware.applyTo(
        debugExit == null ? safe : safe.withDebugExit(debugExit.port(), debugExit.ports()));
  }

  private long ramBytes(MemorySize size) {
    long most = (1L << cpu.model().physicalBits()) - RESERVED_ADDRESSES;
    if (size.bytes() < BoardConfig.LEAST_RAM || size.bytes() > most) {
      throw new UserException(
          "-m takes %d MiB to %d MiB".formatted(BoardConfig.LEAST_RAM >> 20, most >> 20));
    }
    return size.pages();
  }
}
