package emu.api;

import emu.core.cpu.CpuModel;
import emu.core.memory.PhysicalMemory;
import emu.devices.board.BoardConfig;
import emu.devices.board.ClockMode;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.Placement;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a machine is made of. It does not change, and any number of machines can be made of it.
 *
 * @param kernel what is loaded directly; without one, the built-in BIOS boots from a disk
 * @param modules what is loaded beside it: Linux's initial RAM disks, a PVH kernel's module
 * @param commandLine the kernel's command line; may be empty
 * @param protocol how the kernel is entered
 * @param placement where the kernel goes and is entered, if it does not say so itself
 * @param unpackModules whether compressed modules are unpacked on the host
 * @param memoryBytes RAM, a multiple of 4 KiB
 * @param disks drives with images
 * @param display whether there is a display adapter; without a kernel there always is
 * @param engine what runs the guest's code
 * @param translationBytes the most memory that translated code takes, by estimate
 * @param clock what the guest's time follows; by {@link ClockMode#VIRTUAL}, a run can be repeated
 *     exactly
 * @param startTime what the calendar clock shows at power-on, as UTC
 * @param reboots whether a restart or a triple fault restarts the machine; if not, it ends the run
 * @param debugExitPort port of the debug-exit device, or {@link BoardConfig#NO_PORT}
 * @param symbols the file with the kernel's symbols, an ELF file or a System.map; the kernel itself
 *     if none is named
 * @param serialFile where what the first serial port sends is written too
 */
public record MachineConfig(
    Optional<Path> kernel,
    List<Path> modules,
    String commandLine,
    BootProtocol protocol,
    Placement placement,
    boolean unpackModules,
    long memoryBytes,
    List<DiskImage> disks,
    boolean display,
    Engine engine,
    long translationBytes,
    ClockMode clock,
    Instant startTime,
    boolean reboots,
    int debugExitPort,
    Optional<Path> symbols,
    Optional<Path> serialFile) {
  /** Where QEMU's users put the debug-exit device. */
  public static final int DEBUG_EXIT_PORT = 0xF4;

  /** RAM of a machine that boots a kernel, unless it is said. */
  public static final long KERNEL_MEMORY = 128L << 20;

  /** RAM of a machine that boots from a disk, unless it is said. */
  public static final long DISK_MEMORY = 1L << 30;

  /** What the calendar clock shows at power-on, unless it is said. */
  public static final Instant START_TIME = Instant.parse("2026-01-01T00:00:00Z");

  // The hole below 4 GiB, which devices and firmware take.
  private static final long RESERVED_ADDRESSES = 1L << 30;

  /** Checks the size of RAM, and that there is something to boot. */
  public MachineConfig {
    modules = List.copyOf(modules);
    disks = List.copyOf(disks);
    if (kernel.isEmpty() && disks.isEmpty()) {
      throw new MachineException("there is nothing to boot: give a kernel or a disk");
    }
    long most = (1L << CpuModel.X86_64_V2.physicalBits()) - RESERVED_ADDRESSES;
    if (memoryBytes < BoardConfig.LEAST_RAM
        || memoryBytes > most
        || memoryBytes % PhysicalMemory.PAGE != 0) {
      throw new MachineException(
          "a machine cannot have %,d bytes of memory: give %d MiB to %d MiB"
              .formatted(memoryBytes, BoardConfig.LEAST_RAM >> 20, most >> 20));
    }
    if (debugExitPort < BoardConfig.NO_PORT || debugExitPort > 0xFFFF) {
      throw new MachineException("there is no port %d for debug-exit".formatted(debugExitPort));
    }
  }

  /** Describes a machine that boots {@code kernel}, of any kind that {@code emu run} takes. */
  public static Builder ofKernel(Path kernel) {
    return new Builder(Optional.of(kernel), KERNEL_MEMORY);
  }

  /** Describes a machine whose built-in BIOS boots {@code disk}. */
  public static Builder ofDisk(DiskImage disk) {
    return new Builder(Optional.empty(), DISK_MEMORY).disk(disk);
  }

  /** Collects what a machine is made of; what is not said is as QEMU has it. */
  public static final class Builder {
    private final Optional<Path> kernel;
    private final List<Path> modules = new ArrayList<>();
    private final List<DiskImage> disks = new ArrayList<>();
    private String commandLine = "";
    private BootProtocol protocol = BootProtocol.AUTO;
    private Placement placement = Placement.NONE;
    private boolean unpackModules;
    private long memoryBytes;
    private boolean display;
    private Engine engine = Engine.JIT;
    private long translationBytes = Engine.TRANSLATION_BYTES;
    private ClockMode clock = ClockMode.VIRTUAL;
    private Instant startTime = START_TIME;
    private boolean reboots;
    private int debugExitPort = DEBUG_EXIT_PORT;
    private Optional<Path> symbols = Optional.empty();
    private Optional<Path> serialFile = Optional.empty();

    private Builder(Optional<Path> kernel, long memoryBytes) {
      this.kernel = kernel;
      this.memoryBytes = memoryBytes;
    }

    /** Adds a module, an initial RAM disk for Linux. */
    public Builder module(Path file) {
      modules.add(file);
      return this;
    }

    /** Has compressed modules unpacked on the host, which is quicker. */
    public Builder unpackModules() {
      unpackModules = true;
      return this;
    }

    /** The kernel's command line. */
    public Builder commandLine(String text) {
      commandLine = text;
      return this;
    }

    /** How the kernel is entered, if not as suits it best. */
    public Builder protocol(BootProtocol how) {
      protocol = how;
      return this;
    }

    /** Where a flat binary goes and is entered. */
    public Builder placement(Placement where) {
      placement = where;
      return this;
    }

    /** RAM in bytes. */
    public Builder memoryBytes(long bytes) {
      memoryBytes = bytes;
      return this;
    }

    /** RAM in MiB. */
    public Builder memory(int mebibytes) {
      return memoryBytes((long) mebibytes << 20);
    }

    /** Adds a drive. */
    public Builder disk(DiskImage disk) {
      disks.add(disk);
      return this;
    }

    /** Adds a display adapter, QEMU's standard VGA. */
    public Builder display() {
      display = true;
      return this;
    }

    /** What runs the guest's code. */
    public Builder engine(Engine choice) {
      engine = choice;
      return this;
    }

    /** The most memory that translated code takes, by estimate. */
    public Builder translationBytes(long bytes) {
      translationBytes = bytes;
      return this;
    }

    /** What the guest's time follows. */
    public Builder clock(ClockMode mode) {
      clock = mode;
      return this;
    }

    /** What the calendar clock shows at power-on, as UTC. */
    public Builder startTime(Instant time) {
      startTime = time;
      return this;
    }

    /** Has a restart or a triple fault restart the machine, not end the run. */
    public Builder reboots() {
      reboots = true;
      return this;
    }

    /** The port of the debug-exit device; {@link BoardConfig#NO_PORT} for none. */
    public Builder debugExitPort(int port) {
      debugExitPort = port;
      return this;
    }

    /** The file with the kernel's symbols, if it is not the kernel. */
    public Builder symbols(Path file) {
      symbols = Optional.of(file);
      return this;
    }

    /** Writes what the first serial port sends into {@code file} too. */
    public Builder serialFile(Path file) {
      serialFile = Optional.of(file);
      return this;
    }

    /**
     * What was collected.
     *
     * @throws MachineException if no machine is like that
     */
    public MachineConfig build() {
      return new MachineConfig(
          kernel,
          modules,
          commandLine,
          protocol,
          placement,
          unpackModules,
          memoryBytes,
          disks,
          display || kernel.isEmpty(),
          engine,
          translationBytes,
          clock,
          startTime,
          reboots,
          debugExitPort,
          symbols.or(() -> kernel),
          serialFile);
    }
  }
}
