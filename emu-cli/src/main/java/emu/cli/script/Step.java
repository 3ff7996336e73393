package emu.cli.script;

import emu.devices.keyboard.Key;
import java.nio.file.Path;
import java.util.List;

/** One thing that a script does. */
sealed interface Step {

  /** Presses keys together and lets them go. */
  record Press(List<Key> keys) implements Step {}

  /** Types a text, with the keys of the user's keyboard layout. */
  record Type(String text) implements Step {}

  /** Waits until the screen or the serial port shows a text. */
  record Await(String text) implements Step {}

  /** Lets some of the guest's time pass, in nanoseconds. */
  record Pause(long nanoseconds) implements Step {}

  /** Waits until the picture has not changed for some of the guest's time, in nanoseconds. */
  record Still(long nanoseconds) implements Step {}

  /** Writes a picture of the screen. */
  record Screendump(Path file) implements Step {}

  /** Stands for what was done, until its time is over. */
  record Rest() implements Step {}

  /** Ends the run: what was waited for has come. */
  record End() implements Step {}
}
