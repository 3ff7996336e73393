package emu.cli.script;

import emu.api.keyboard.KeyboardLayout;
import emu.api.keyboard.Typist;
import emu.api.screen.ScreenText;
import emu.api.screen.Screendump;
import emu.cli.error.UserException;
import emu.devices.board.Machine;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import emu.devices.display.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Does the steps of a script on the machine's thread. It looks at the screen at fixed virtual
 * times, so with a virtual clock a scripted run can be repeated exactly.
 */
public final class ScriptRun {
  /** Time from one look at the screen to the next, in virtual nanoseconds. */
  private static final long LOOK = 20_000_000;

  private final Machine machine;
  private final KeyboardLayout layout;
  private final Deque<Step> steps;
  private final Typist typist;
  private final ScreenText text;
  private final SerialTail serial = new SerialTail();
  private final Frame frame = new Frame();
  private boolean watching;
  private long unchangedSince;

  /**
   * Prepares {@code script} for {@code machine}, which does not run yet.
   *
   * @param layout the guest's keyboard layout
   * @throws UserException if a text cannot be typed with it
   */
  public ScriptRun(Script script, Machine machine, KeyboardLayout layout) {
    this.machine = machine;
    this.layout = layout;
    this.steps = new ArrayDeque<>(script.steps());
    this.typist = new Typist(machine);
    this.text = new ScreenText(machine.screen());
    for (Step step : steps) {
      if (step instanceof Step.Type typed) {
        typed.text().codePoints().forEach(this::stroke);
      }
    }
    if (!steps.isEmpty()) {
      machine.schedule(0, this::proceed);
    }
  }

  /** Tells about a byte that the guest sent through its serial port. */
  public void sent(byte value) {
    serial.add(value);
  }

  /** What is waited for now, for people; empty if all is done. */
  public Optional<String> pending() {
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            switch (steps.peek()) {
              case Step.Await step -> "'" + step.text() + "'";
              case Step.Still _ -> "a picture that stays as it is";
              default -> "the guest to take keys";
            });
  }

  private void proceed() {
    while (!steps.isEmpty()) {
      long again = take(steps.peek());
      if (again > machine.virtualNanoseconds()) {
        machine.schedule(again, this::proceed);
        return;
      }
      steps.remove();
    }
  }

  /** Does a step; the virtual time at which to look again if it is not done yet. */
  private long take(Step step) {
    long now = machine.virtualNanoseconds();
    switch (step) {
      case Step.Press press -> {
        typist.press(press.keys());
        return replace(typist.free() - now);
      }
      case Step.Type typed -> {
        typed.text().codePoints().forEach(character -> typist.press(stroke(character).keys()));
        return replace(typist.free() - now);
      }
      case Step.Pause pause -> {
        return replace(pause.nanoseconds());
      }
      case Step.Await await -> {
        return text.shows(await.text()) || serial.take(await.text()) ? now : now + LOOK;
      }
      case Step.Still still -> {
        return isStill(now, still.nanoseconds()) ? now : now + LOOK;
      }
      case Step.Screendump dump -> Screendump.write(machine.screen(), dump.file());
      case Step.End _ -> machine.stop(StopReason.of(Kind.REACHED));
      case Step.Rest _ -> {}
    }
    return now;
  }

  /** Puts a rest of {@code nanoseconds} in the place of the step that was done. */
  private long replace(long nanoseconds) {
    steps.remove();
    steps.push(new Step.Rest());
    return machine.virtualNanoseconds() + nanoseconds;
  }

  private boolean isStill(long now, long nanoseconds) {
    machine.screen().draw(frame);
    if (!watching || frame.firstChanged() < frame.endChanged()) {
      unchangedSince = now;
    }
    watching = now - unchangedSince < nanoseconds;
    return !watching;
  }

  private KeyboardLayout.Stroke stroke(int character) {
    return layout
        .strokeOf(character)
        .orElseThrow(() ->
            new UserException(
                "--keys: no key of the layout makes '%s': choose another layout with -k"
                    .formatted(Character.toString(character))));
  }
}
