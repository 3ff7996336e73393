package emu.cli;

import emu.api.DiskImage;
import emu.api.MachineConfig;
import emu.cli.option.DebugExitDevice;
import emu.cli.option.Engine;
import emu.cli.option.InstructionCount;
import emu.cli.option.MemorySize;
import emu.cli.option.Seconds;
import emu.cli.option.VgaType;
import emu.cli.suite.Expectation;
import emu.cli.suite.KernelFinder;
import emu.core.cpu.EntryState;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.Placement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Option;

/**
 * Options of a kernel that is run as a test: of the command line for all, and of a file for one.
 * What is null was not said.
 */
final class TestOptions {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Option(
      names = "-m",
      paramLabel = "SIZE",
      description = "memory in MiB, or with a suffix (default: 128M; 1G for .iso and .img)",
      converter = MemorySize.Converter.class)
  MemorySize memory;

  @Option(names = "-append", paramLabel = "TEXT", description = "the kernel's command line")
  String append;

  @Option(
      names = "-initrd",
      paramLabel = "FILE",
      split = ",",
      description = "initial RAM disk or module; several, with commas or repeated")
  List<Path> initrds = new ArrayList<>();

  @Option(
      names = {"--protocol", "--boot-protocol"},
      paramLabel = "NAME",
      description = "how the kernel is entered; help lists the ways",
      converter = BootProtocolConverter.class)
  BootProtocol protocol;

  @Option(
      names = "--load-address",
      paramLabel = "ADDRESS",
      description = "where a flat binary goes",
      converter = AddressConverter.class)
  Long loadAddress;

  @Option(
      names = "--entry",
      paramLabel = "ADDRESS",
      description = "where a flat binary is entered, if not at its start")
  String entry;

  @Option(
      names = "--mode",
      paramLabel = "BITS",
      description = "the processor's mode for a flat binary: 16, 32 or 64",
      converter = EntryModeConverter.class)
  EntryState.Mode mode;

  @Option(
      names = "-vga",
      paramLabel = "TYPE",
      description = "the display adapter (default: none for a kernel); help lists them",
      converter = VgaType.Converter.class)
  VgaType vga;

  @Option(
      names = "-device",
      paramLabel = "DEVICE",
      description = "isa-debug-exit,iobase=0xf4,iosize=0x04, the default",
      converter = DebugExitDevice.Converter.class)
  DebugExitDevice debugExit;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "what runs the guest's code; help lists them",
      converter = Engine.Converter.class)
  Engine engine;

  @Option(
      names = "--until",
      paramLabel = "TEXT",
      description = "text that the serial port is to show, as a line of FILE.expect")
  List<String> texts = new ArrayList<>();

  @Option(
      names = "--pass-status",
      paramLabel = "N",
      split = ",",
      description = "exit status of a guest that passed; several with commas (default: 0, 1)")
  List<Integer> statuses = new ArrayList<>();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "most time of a test by the host's clock (default: 60)",
      converter = Seconds.class)
  Duration timeout;

  @Option(
      names = "--max-instructions",
      paramLabel = "N",
      description = "most instructions of a test",
      converter = InstructionCount.class)
  Long maxInstructions;

  /** What these options say, and what {@code others} say where these say nothing. */
  TestOptions over(TestOptions others) {
    TestOptions all = new TestOptions();
    all.memory = or(others, options -> options.memory);
    all.append = or(others, options -> options.append);
    all.initrds = orList(others, options -> options.initrds);
    all.protocol = or(others, options -> options.protocol);
    all.loadAddress = or(others, options -> options.loadAddress);
    all.entry = or(others, options -> options.entry);
    all.mode = or(others, options -> options.mode);
    all.vga = or(others, options -> options.vga);
    all.debugExit = or(others, options -> options.debugExit);
    all.engine = or(others, options -> options.engine);
    all.texts = orList(others, options -> options.texts);
    all.statuses = orList(others, options -> options.statuses);
    all.timeout = or(others, options -> options.timeout);
    all.maxInstructions = or(others, options -> options.maxInstructions);
    return all;
  }

  private <T> T or(TestOptions others, Function<TestOptions, T> option) {
    T own = option.apply(this);
    return own == null ? option.apply(others) : own;
  }

  private <T> List<T> orList(TestOptions others, Function<TestOptions, List<T>> option) {
    List<T> own = option.apply(this);
    return own.isEmpty() ? option.apply(others) : own;
  }

  /** Has paths that are not absolute start in {@code folder}. */
  void resolvePaths(Path folder) {
    initrds = initrds.stream().map(folder::resolve).toList();
  }

  /**
   * What a test by these options is to show.
   *
   * @param expected what its serial port is to show before what the options say
   */
  Expectation expectation(List<String> expected) {
    List<String> all = new ArrayList<>(expected);
    all.addAll(texts);
    return new Expectation(all, new LinkedHashSet<>(statuses));
  }

  /** How long a test may take by the host's clock. */
  Duration timeout() {
    return timeout == null ? TIMEOUT : timeout;
  }

  /** How many instructions a test may run. */
  long instructions() {
    return maxInstructions == null ? Long.MAX_VALUE : maxInstructions;
  }

  /** The machine that boots {@code file}, with what {@code additions} put into it. */
  MachineConfig config(Path file, Consumer<MachineConfig.Builder> additions) {
    MachineConfig.Builder builder = boot(file).placement(placement());
    additions.accept(builder);
    initrds.forEach(builder::module);
    given(append, builder::commandLine);
    given(protocol, builder::protocol);
    given(memory, size -> builder.memoryBytes(size.pages()));
    given(debugExit, device -> builder.debugExitPort(device.port()));
    given(engine, choice -> builder.engine(choice.ofMachine()));
    if (vga == VgaType.STD) {
      builder.display();
    }
    return builder.build();
  }

  private Placement placement() {
    return new Placement(
        loadAddress == null ? OptionalLong.empty() : OptionalLong.of(loadAddress),
        Optional.ofNullable(entry),
        Optional.ofNullable(mode));
  }

  /** Images are left as they are, so several tests can use one. */
  private static MachineConfig.Builder boot(Path file) {
    if (KernelFinder.isCdRom(file)) {
      return MachineConfig.ofDisk(DiskImage.cdRom(file));
    }
    return KernelFinder.isDisk(file)
        ? MachineConfig.ofDisk(DiskImage.hardDisk(file).asSnapshot())
        : MachineConfig.ofKernel(file);
  }

  private static <T> void given(T value, Consumer<T> use) {
    Optional.ofNullable(value).ifPresent(use);
  }
}
