package emu.cli.compare;

import emu.api.serial.TextMatcher;
import emu.cli.error.UserException;
import emu.core.inspect.CodeLine;
import emu.devices.board.Inspector;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** One of the machines that are compared, and the time that it took. */
final class Subject implements AutoCloseable {
  private static final StopReason GOES_ON = StopReason.of(Kind.INSTRUCTION_LIMIT);

  private final NamedEngine engine;
  private final TextMatcher until;
  private final OutputStream serial;
  private final Machine machine;
  private StopReason end = GOES_ON;
  private long wallNanoseconds;
  private long cpuNanoseconds;

  /**
   * Switches one on.
   *
   * @param until ends its run once COM1 has shown it; null for no text
   * @param serial takes what COM1 shows
   */
  Subject(MachineSource machines, NamedEngine engine, String until, OutputStream serial)
      throws BootException {
    this.engine = engine;
    this.until = until == null ? null : new TextMatcher(until);
    this.serial = serial;
    this.machine = machines.create(engine.factory(), this::receive);
  }

  private void receive(int value) {
    try {
      serial.write(value);
    } catch (IOException e) {
      throw new UserException("the -serial file cannot be written any more (is the disk full?)", e);
    }
    if (until != null && until.accept((byte) value)) {
      machine.stop(StopReason.of(Kind.REACHED));
    }
  }

  /**
   * Runs until so many instructions are retired since power-on, unless the run has ended before.
   *
   * @param timeout most time of the host's clock; null for no limit
   * @return false if that time was over
   */
  boolean runTo(long instructions, Duration timeout) throws BootException {
    if (hasEnded()) {
      return true;
    }
    long cpuBefore = threadCpuNanoseconds();
    long before = System.nanoTime();
    try {
      end = machine.run(new RunLimits(instructions, timeout));
    } catch (UserException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(
          "the engine %s failed after %,d instructions"
              .formatted(engine.name(), machine.instructions()),
          e);
    }
    wallNanoseconds += System.nanoTime() - before;
    cpuNanoseconds += threadCpuNanoseconds() - cpuBefore;
    if (end.kind() == Kind.TIMEOUT) {
      end = GOES_ON;
      return false;
    }
    return true;
  }

  private static long threadCpuNanoseconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Whether it will run no further, whatever the limit. */
  boolean hasEnded() {
    return !end.equals(GOES_ON);
  }

  /** Why it runs no further; {@link Kind#INSTRUCTION_LIMIT} if it would. */
  StopReason end() {
    return end;
  }

  long instructions() {
    return machine.instructions();
  }

  long stateHash() {
    return machine.stateHash();
  }

  Inspector inspect() {
    return machine.inspect();
  }

  CodeLine nextInstruction() {
    return machine.inspect().nextInstruction();
  }

  EngineFigures figures() {
    return new EngineFigures(
        engine.name(),
        instructions(),
        wallNanoseconds / 1e9,
        cpuNanoseconds / 1e9,
        machine.engineStatistics());
  }

  @Override
  public void close() {
    machine.close();
  }
}
