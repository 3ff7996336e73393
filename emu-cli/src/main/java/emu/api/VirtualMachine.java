package emu.api;

import emu.api.keyboard.KeyNames;
import emu.api.keyboard.KeyboardLayout;
import emu.api.keyboard.Typist;
import emu.api.screen.GuestScreen;
import emu.api.serial.OutputLog;
import emu.api.serial.SerialPort;
import emu.api.serial.TextMatcher;
import emu.core.crash.Diagnosis;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import java.time.Duration;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A PC that is switched on. It stands still until {@link #run} and between two calls of it.
 *
 * <p>One thread uses it at a time, but for {@link #stop}; several machines run in as many threads
 * without knowing of each other. With a virtual clock all that happens is a matter of the
 * configuration and of the calls, so a test that passed passes again.
 */
public final class VirtualMachine implements AutoCloseable {
  /** Time from one look at the screen to the next, in the guest's nanoseconds. */
  private static final long LOOK = 20_000_000;

  private final OutputLog serialOutput = new OutputLog();
  private final OutputLog debugConsole = new OutputLog();
  private final Parts parts;
  private final Machine machine;
  private final SerialPort serial;
  private final GuestScreen screen;
  private final GuestMemory memory;
  private final Typist typist;
  private TextMatcher awaited;
  private int runs;
  private RunResult last;
  private boolean closed;

  /**
   * Switches on a machine, which has run nothing yet.
   *
   * @throws MachineException if it cannot be made, or what it is to boot cannot be loaded
   */
  public VirtualMachine(MachineConfig config) {
    parts = new Parts(config);
    machine = parts.powerOn(this::sent, value -> debugConsole.add((byte) value));
    serial = new SerialPort(serialOutput, machine.serialInput());
    screen = new GuestScreen(machine.screen());
    memory = new GuestMemory(machine, config.symbols());
    typist = new Typist(machine);
  }

  private void sent(int value) {
    serialOutput.add((byte) value);
    parts.copy(value);
    if (awaited != null && awaited.accept((byte) value)) {
      awaited = null;
      serialOutput.markSeen();
      machine.stop(StopReason.of(Kind.REACHED));
    }
  }

  /**
   * Runs the guest.
   *
   * @return how the run ended
   * @throws MachineException if the guest has ended before, or what it boots cannot be booted
   */
  public RunResult run(Until until) {
    checkRunnable();
    long started = System.nanoTime();
    StopReason reason = isThere(until) ? StopReason.of(Kind.REACHED) : runTo(until);
    last =
        new RunResult(
            reason,
            machine.instructions(),
            Duration.ofNanos(machine.virtualNanoseconds()),
            Duration.ofNanos(System.nanoTime() - started),
            diagnosis(reason));
    return last;
  }

  private Optional<String> diagnosis(StopReason reason) {
    return machine
        .inspect()
        .crash(reason.kind())
        .map(crash -> Diagnosis.of(crash.with(parts.names())).sentence())
        .filter(sentence -> !sentence.isEmpty());
  }

  /**
   * Runs the guest up to where {@code until} says.
   *
   * @throws NotReachedException if the run ended before: its message says how, and what the guest
   *     sent last
   * @throws MachineException as {@link #run}
   */
  public RunResult reach(Until until) {
    RunResult result = run(until);
    boolean wanted =
        until.serial().isPresent() || until.screen().isPresent()
            ? result.isReached()
            : result.isGuestsEnd() || result.end() == Kind.INSTRUCTION_LIMIT;
    if (!wanted) {
      throw new NotReachedException(
          "the guest did not %s: after %,d instructions, %s%s"
              .formatted(until.goal(), result.instructions(), result.sentence(), lastWords()),
          result);
    }
    return result;
  }

  private String lastWords() {
    String line = serialOutput.lastLine();
    return line.isEmpty() ? "; it sent nothing" : "; the last line that it sent is '" + line + "'";
  }

  private void checkRunnable() {
    if (closed) {
      throw new MachineException("the machine is closed: make another");
    }
    if (last != null && last.isGuestsEnd()) {
      throw new MachineException(
          "the machine cannot run on, since %s: make another".formatted(last.clause()));
    }
  }

  private boolean isThere(Until until) {
    awaited = until.serial().map(TextMatcher::new).orElse(null);
    if (awaited != null && serialOutput.catchUp(awaited)) {
      awaited = null;
      return true;
    }
    return until.screen().filter(screen::shows).isPresent();
  }

  private StopReason runTo(Until until) {
    int thisRun = ++runs;
    until.screen().ifPresent(text -> lookAgain(text, thisRun));
    try {
      long now = machine.instructions();
      long end =
          until.instructions() > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + until.instructions();
      return machine.run(new RunLimits(end, until.within().orElse(null)));
    } catch (BootException e) {
      throw new MachineException(e.getMessage(), e);
    } finally {
      awaited = null;
      runs++;
    }
  }

  private void lookAgain(String text, int ofRun) {
    machine.schedule(
        machine.virtualNanoseconds() + LOOK,
        () -> {
          if (ofRun != runs) {
            return;
          }
          if (screen.shows(text)) {
            machine.stop(StopReason.of(Kind.REACHED));
          } else {
            lookAgain(text, ofRun);
          }
        });
  }

  /** Ends the run, soon; from any thread. */
  public void stop() {
    machine.stop(StopReason.of(Kind.USER));
  }

  /** The first serial port. */
  public SerialPort serial() {
    return serial;
  }

  /** What the guest wrote to the debug console, port E9h. */
  public OutputLog debugConsole() {
    return debugConsole;
  }

  /** The screen; dark without a display adapter. */
  public GuestScreen screen() {
    return screen;
  }

  /** Memory. */
  public GuestMemory memory() {
    return memory;
  }

  /** The processor's registers by their names in the SDM: rip, rflags, rax, ..., cr3, ... */
  public SequencedMap<String, Long> registers() {
    return machine.inspect().registers();
  }

  /**
   * Presses keys together, by the names of QEMU's {@code sendkey} ({@code "ret"}, {@code
   * "ctrl-alt-delete"}), and lets them go, as the guest runs on; after those that were pressed
   * before.
   *
   * @throws MachineException if a key has no such name
   */
  public void press(String keys) {
    typist.press(KeyNames.parse(keys));
  }

  /**
   * Types {@code text} on a keyboard of the United States, as the guest runs on.
   *
   * @throws MachineException if no key makes one of the characters
   */
  public void type(String text) {
    KeyboardLayout layout = KeyboardLayout.of("en-us");
    text.codePoints()
        .mapToObj(character ->
            layout
                .strokeOf(character)
                .orElseThrow(() ->
                    new MachineException(
                        "no key makes '%s': press others"
                            .formatted(Character.toString(character)))))
        .toList()
        .forEach(stroke -> typist.press(stroke.keys()));
  }

  /** Presses the power button, which an operating system takes as a request to shut down. */
  public void pressPowerButton() {
    machine.pressPowerButton();
  }

  /** Instructions that the processor retired since power-on. */
  public long instructions() {
    return machine.instructions();
  }

  /** Hash over the state of processor, memory, devices and clock; equal for equal states. */
  public long stateHash() {
    return machine.stateHash();
  }

  /** Gives memory and files back. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      machine.close();
      parts.close();
    }
  }
}
