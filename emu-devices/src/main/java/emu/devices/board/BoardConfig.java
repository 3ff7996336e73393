package emu.devices.board;

import emu.core.cpu.CpuModel;
import emu.core.memory.PhysicalMemory;
import emu.devices.storage.Drive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the user says about the machine. It does not change: each {@code with} makes another. The
 * sinks are called on the machine's thread, once for each byte (0 to 255).
 */
public final class BoardConfig implements Cloneable {
  /** No such port. */
  public static final int NO_PORT = -1;

  /** The least RAM a board has. */
  public static final long LEAST_RAM = 2L << 20;

  /** Places for IDE drives: primary master and slave, secondary master and slave. */
  public static final int IDE_DRIVES = 4;

  /** Places for floppy drives. */
  public static final int FLOPPY_DRIVES = 2;

  private final long ramBytes;
  private final CpuModel cpu;
  private ClockMode clock;
  private final Instant startTime;
  private boolean noReboot;
  private TripleFaultAction onTripleFault = TripleFaultAction.AUTO;
  private int debugExitPort;
  private int debugExitPorts = 1;
  private IntConsumer serial1;
  private IntConsumer serial2;
  private IntConsumer debugConsole;
  private Consumer<String> firmwareMessages = sentence -> {};
  private Optional<IntConsumer> firmwareLog = Optional.empty();
  private List<Drive> ide = Collections.nCopies(IDE_DRIVES, null);
  private List<Drive> floppies = Collections.nCopies(FLOPPY_DRIVES, null);
  private boolean display;
  private Optional<byte[]> videoBios = Optional.empty();
  private FirmwareChoice firmware = new FirmwareChoice.BuiltIn();
  private BootOrder bootOrder = BootOrder.DEFAULT;

  /**
   * A machine without display and drives.
   *
   * @param ramBytes bytes of RAM, a multiple of the page size, at least {@link #LEAST_RAM}
   * @param cpu the processor's model
   * @param clock what time follows
   * @param startTime what the calendar clock shows at power-on, as UTC
   * @param noReboot whether a reset ends the run
   * @param debugExitPort port of the debug-exit device, or {@link #NO_PORT}
   * @param serial1 takes what the guest sends through COM1
   * @param serial2 takes what the guest sends through COM2
   * @param debugConsole takes what the guest writes to port E9h
   * @throws IllegalArgumentException if the RAM's size or the port is out of range
   */
  public BoardConfig(
      long ramBytes,
      CpuModel cpu,
      ClockMode clock,
      Instant startTime,
      boolean noReboot,
      int debugExitPort,
      IntConsumer serial1,
      IntConsumer serial2,
      IntConsumer debugConsole) {
    if (ramBytes < LEAST_RAM || ramBytes % PhysicalMemory.PAGE != 0) {
      throw new IllegalArgumentException("a board cannot have " + ramBytes + " bytes of RAM");
    }
    this.ramBytes = ramBytes;
    this.cpu = Objects.requireNonNull(cpu);
    this.clock = Objects.requireNonNull(clock);
    this.startTime = Objects.requireNonNull(startTime);
    this.noReboot = noReboot;
    this.debugExitPort = checkPort(debugExitPort);
    this.serial1 = Objects.requireNonNull(serial1);
    this.serial2 = Objects.requireNonNull(serial2);
    this.debugConsole = Objects.requireNonNull(debugConsole);
  }

  private static int checkPort(int port) {
    if (port < NO_PORT || port > 0xFFFF) {
      throw new IllegalArgumentException("there is no port " + port);
    }
    return port;
  }

  /**
   * A machine with {@code ramBytes} of RAM and a deterministic clock, whose COM1 goes to {@code
   * serial1}.
   */
  public static BoardConfig deterministic(long ramBytes, IntConsumer serial1) {
    IntConsumer nowhere = value -> {};
    return new BoardConfig(
        ramBytes,
        CpuModel.X86_64_V2,
        ClockMode.VIRTUAL,
        Instant.EPOCH,
        false,
        NO_PORT,
        serial1,
        nowhere,
        nowhere);
  }

  private BoardConfig with(Consumer<BoardConfig> change) {
    try {
      BoardConfig copy = (BoardConfig) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** Bytes of RAM. */
  public long ramBytes() {
    return ramBytes;
  }

  /** The processor's model. */
  public CpuModel cpu() {
    return cpu;
  }

  /** What time follows. */
  public ClockMode clock() {
    return clock;
  }

  /** The same with {@code mode} for what time follows. */
  public BoardConfig withClock(ClockMode mode) {
    return with(copy -> copy.clock = Objects.requireNonNull(mode));
  }

  /** What the calendar clock shows at power-on, as UTC. */
  public Instant startTime() {
    return startTime;
  }

  /** Whether a reset ends the run. */
  public boolean noReboot() {
    return noReboot;
  }

  /** The same, but a reset ends the run. */
  public BoardConfig withoutReboot() {
    return with(copy -> copy.noReboot = true);
  }

  /** What a triple fault does, unless all resets end the run. */
  public TripleFaultAction onTripleFault() {
    return onTripleFault;
  }

  /** The same with {@code action} for triple faults. */
  public BoardConfig withTripleFault(TripleFaultAction action) {
    return with(copy -> copy.onTripleFault = Objects.requireNonNull(action));
  }

  /** Port of the debug-exit device, or {@link #NO_PORT}. */
  public int debugExitPort() {
    return debugExitPort;
  }

  /** How many ports the debug-exit device has. */
  public int debugExitPorts() {
    return debugExitPorts;
  }

  /** The same with {@code port} as debug-exit port. */
  public BoardConfig withDebugExit(int port) {
    return withDebugExit(port, 1);
  }

  /** The same with {@code ports} ports (1 to 4) of the debug-exit device from {@code port} on. */
  public BoardConfig withDebugExit(int port, int ports) {
    return with(copy -> {
      copy.debugExitPort = checkPort(port);
      copy.debugExitPorts = ports;
    });
  }

  /** Takes what the guest sends through COM1. */
  public IntConsumer serial1() {
    return serial1;
  }

  /** The same with {@code sink} for COM1. */
  public BoardConfig withSerial1(IntConsumer sink) {
    return with(copy -> copy.serial1 = Objects.requireNonNull(sink));
  }

  /** Takes what the guest sends through COM2. */
  public IntConsumer serial2() {
    return serial2;
  }

  /** The same with {@code sink} for COM2. */
  public BoardConfig withSerial2(IntConsumer sink) {
    return with(copy -> copy.serial2 = Objects.requireNonNull(sink));
  }

  /** Takes what the guest writes to port E9h. */
  public IntConsumer debugConsole() {
    return debugConsole;
  }

  /** The same with {@code sink} for the debug console. */
  public BoardConfig withDebugConsole(IntConsumer sink) {
    return with(copy -> copy.debugConsole = Objects.requireNonNull(sink));
  }

  /** Takes the sentence in which the built-in BIOS says why it cannot boot; it shows it as well. */
  public Consumer<String> firmwareMessages() {
    return firmwareMessages;
  }

  /** The same with {@code sink} for what the built-in BIOS says. */
  public BoardConfig withFirmwareMessages(Consumer<String> sink) {
    return with(copy -> copy.firmwareMessages = Objects.requireNonNull(sink));
  }

  /** Takes what firmware writes to port 402h to tell what it does; without it there is no port. */
  public Optional<IntConsumer> firmwareLog() {
    return firmwareLog;
  }

  /** The same with {@code sink} for what firmware tells. */
  public BoardConfig withFirmwareLog(IntConsumer sink) {
    return with(copy -> copy.firmwareLog = Optional.of(sink));
  }

  /**
   * The IDE drive at {@code place}: 0 and 1 are master and slave of the primary channel, 2 and 3 of
   * the secondary.
   */
  public Optional<Drive> ide(int place) {
    return Optional.ofNullable(ide.get(place));
  }

  /** Whether there is any IDE drive. */
  public boolean hasIde() {
    return ide.stream().anyMatch(Objects::nonNull);
  }

  /**
   * The same with {@code drive}, a hard disk or a CD-ROM drive, at {@code place} (0 to 3).
   *
   * @throws IllegalArgumentException if it is a floppy drive
   */
  public BoardConfig withIde(int place, Drive drive) {
    if (drive.kind() == Drive.Kind.FLOPPY) {
      throw new IllegalArgumentException("a floppy drive is no IDE drive");
    }
    return with(copy -> copy.ide = replaced(ide, place, drive));
  }

  /** Floppy drive {@code number} (0 is A:, 1 is B:). */
  public Optional<Drive> floppy(int number) {
    return Optional.ofNullable(floppies.get(number));
  }

  /** Whether there is any floppy drive. */
  public boolean hasFloppy() {
    return floppies.stream().anyMatch(Objects::nonNull);
  }

  /**
   * The same with {@code drive} as floppy drive {@code number} (0 or 1).
   *
   * @throws IllegalArgumentException if it is no floppy drive
   */
  public BoardConfig withFloppy(int number, Drive drive) {
    if (drive.kind() != Drive.Kind.FLOPPY) {
      throw new IllegalArgumentException("only a floppy drive is one");
    }
    return with(copy -> copy.floppies = replaced(floppies, number, drive));
  }

  private static List<Drive> replaced(List<Drive> drives, int index, Drive drive) {
    List<Drive> changed = new ArrayList<>(drives);
    changed.set(index, drive);
    return changed;
  }

  /** All drives. */
  List<Drive> drives() {
    return Stream.concat(ide.stream(), floppies.stream()).filter(Objects::nonNull).toList();
  }

  /** The same with what it tells the host going through {@code gate}. */
  BoardConfig withGate(UnaryOperator<IntConsumer> gate) {
    return with(copy -> {
      copy.serial1 = gate.apply(serial1);
      copy.serial2 = gate.apply(serial2);
      copy.debugConsole = gate.apply(debugConsole);
      copy.firmwareLog = firmwareLog.map(gate);
    });
  }

  /** Whether there is a display adapter. */
  public boolean display() {
    return display;
  }

  /** The same with a display adapter. */
  public BoardConfig withDisplay() {
    return with(copy -> copy.display = true);
  }

  /**
   * What is in the display adapter's expansion ROM; without it there is none. Not to be changed.
   */
  public Optional<byte[]> videoBios() {
    return videoBios;
  }

  /** The same with {@code image} in the display adapter's expansion ROM. */
  public BoardConfig withVideoBios(byte[] image) {
    return with(copy -> copy.videoBios = Optional.of(image));
  }

  /** What starts the machine, unless a kernel is loaded directly. */
  public FirmwareChoice firmware() {
    return firmware;
  }

  /** The same with {@code choice} to start it. */
  public BoardConfig withFirmware(FirmwareChoice choice) {
    return with(copy -> copy.firmware = Objects.requireNonNull(choice));
  }

  /** From what the firmware boots. */
  public BootOrder bootOrder() {
    return bootOrder;
  }

  /** The same with another order. */
  public BoardConfig withBootOrder(BootOrder order) {
    return with(copy -> copy.bootOrder = Objects.requireNonNull(order));
  }
}
