package emu.guests;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import emu.cli.option.Engine;
import emu.devices.board.BoardConfig;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootException;
import emu.devices.boot.KernelLoader;
import emu.devices.boot.KernelRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jline.utils.ScreenTerminal;

/**
 * A guest on a machine with a deterministic clock, and somebody who reads what its serial port
 * shows on a terminal and types. All this happens at fixed counts of instructions, so a session can
 * be repeated exactly.
 */
final class GuestSession implements AutoCloseable {
  private static final long SLICE = 10_000_000;

  private final StringBuilder transcript = new StringBuilder();
  private final ScreenTerminal screen = new ScreenTerminal(80, 24);
  private final Machine machine;
  private int shown;

  /** The same with the engine that users get. */
  GuestSession(KernelRequest request, boolean noReboot) throws BootException {
    this(Engine.JIT, request, noReboot);
  }

  /** Switches on a machine with 1 GiB of RAM, whose resets end the run if {@code noReboot}. */
  GuestSession(Engine engine, KernelRequest request, boolean noReboot) throws BootException {
    this(engine, request, config -> noReboot ? config.withoutReboot() : config);
  }

  /** Switches on a machine with 1 GiB of RAM and what {@code additions} put into it. */
  GuestSession(Engine engine, KernelRequest request, UnaryOperator<BoardConfig> additions)
      throws BootException {
    machine =
        new Machine(
            additions.apply(BoardConfig.deterministic(1L << 30, this::receive)),
            engine.factory(),
            target -> KernelLoader.load(request, target));
  }

  private void receive(int value) {
    transcript.append((char) value);
  }

  /** Runs to {@code instructions}, counted from power-on. */
  void runTo(long instructions) throws BootException {
    assertLimit(machine.run(new RunLimits(instructions, null)));
  }

  /**
   * Runs until the screen shows {@code text}; fails if that takes more than {@code budget}
   * instructions or the guest ends first.
   */
  void awaitScreen(String text, long budget) throws BootException {
    long end = machine.instructions() + budget;
    while (!screen().contains(text)) {
      if (machine.instructions() >= end) {
        fail("'" + text + "' did not appear; the screen shows:\n" + screen());
      }
      runTo(machine.instructions() + SLICE);
    }
  }

  /** Runs the guest to its end, which comes within {@code budget} instructions. */
  StopReason awaitEnd(long budget) throws BootException {
    StopReason reason = machine.run(new RunLimits(machine.instructions() + budget, null));
    if (reason.kind() == Kind.INSTRUCTION_LIMIT) {
      fail("the guest did not end; the screen shows:\n" + screen());
    }
    return reason;
  }

  private void assertLimit(StopReason reason) {
    if (reason.kind() != Kind.INSTRUCTION_LIMIT) {
      fail("the guest ended by " + reason + "; the screen shows:\n" + screen());
    }
  }

  /** Types {@code keys}, a few of them, as a terminal encodes them. */
  void type(String keys) {
    for (byte key : keys.getBytes(StandardCharsets.US_ASCII)) {
      assertTrue(machine.serialInput().offer(key), "no room for a key");
    }
  }

  /** What the terminal shows. */
  String screen() {
    screen.write(transcript.substring(shown));
    shown = transcript.length();
    return screen.toString();
  }

  /** All that the guest sent since power-on, one character a byte. */
  String transcript() {
    return transcript.toString();
  }

  /** Count of instructions, and hash over the machine's state. */
  String state() {
    return machine.instructions() + " " + Long.toHexString(machine.stateHash());
  }

  @Override
  public void close() {
    machine.close();
  }
}
