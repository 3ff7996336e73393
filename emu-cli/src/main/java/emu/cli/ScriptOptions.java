package emu.cli;

import emu.cli.option.ScreenshotRequest;
import emu.cli.script.Script;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that have something done in a user's place. */
final class ScriptOptions {
  @Option(
      names = "--keys",
      paramLabel = "STEPS",
      description =
          "type on the keyboard: 'enter;wait:Select a language;down;enter'; help tells all",
      converter = Script.Converter.class)
  Script keys;

  @Option(
      names = "--until-screen",
      paramLabel = "TEXT",
      description = "end with status 0 once the screen shows this text (after --keys)")
  String untilScreen;

  @Option(
      names = "--screenshot",
      paramLabel = "FILE.png@WHEN",
      description =
          "write a picture of the screen after so many seconds of the guest's time, or @until; "
              + "can be repeated",
      converter = ScreenshotRequest.Converter.class)
  List<ScreenshotRequest> screenshots = new ArrayList<>();

  @Option(
      names = "-k",
      paramLabel = "LAYOUT",
      description =
          "the guest's keyboard layout, for texts that are typed into it: en-us, en-gb, de, fr, es")
  String layout = "en-us";

  /** All that is to be done. */
  Script script() {
    Script typed = keys == null ? Script.EMPTY : keys;
    return untilScreen == null ? typed : typed.thenUntil(untilScreen);
  }

  /** Whether there is anything to do. */
  boolean any() {
    return keys != null || needsScreen();
  }

  /** Whether it cannot be done without a screen. */
  boolean needsScreen() {
    return untilScreen != null || !screenshots.isEmpty();
  }

  /** Whether what is shown on the screen ends the run. */
  boolean endsRun() {
    return untilScreen != null;
  }

  /** Whether a picture is wanted when what the run waits for has come. */
  boolean awaitsEnd() {
    return screenshots.stream().anyMatch(request -> request.nanoseconds().isEmpty());
  }
}
