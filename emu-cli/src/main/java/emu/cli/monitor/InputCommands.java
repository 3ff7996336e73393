package emu.cli.monitor;

import emu.api.keyboard.KeyNames;
import emu.api.keyboard.Typist;
import emu.api.screen.Screendump;
import emu.devices.board.Machine;
import emu.devices.keyboard.Key;
import emu.devices.keyboard.MouseEvent;
import java.nio.file.Path;
import java.util.List;

/** Commands that see the screen and use keyboard and mouse. */
final class InputCommands {
  private static final long NANOSECONDS_PER_MILLISECOND = 1_000_000;
  private static final int ALL_BUTTONS = 31;

  private final Machine machine;
  private final Typist typist;
  private int buttons;

  InputCommands(Machine machine) {
    this.machine = machine;
    this.typist = new Typist(machine);
  }

  List<Command> list() {
    return List.of(
        new Command("screendump", "FILE.png", "write a picture of the screen", this::screendump),
        new Command("sendkey", "KEY[-KEY...] [MS]", "press keys together", this::sendKey),
        new Command("mouse_move", "DX DY [DZ]", "move the mouse and its wheel", this::mouseMove),
        new Command(
            "mouse_button", "MASK", "hold buttons: 1 left, 2 middle, 4 right", this::mouseButton));
  }

  private String screendump(Words words) throws MonitorException {
    String file = words.rest();
    if (!machine.hasDisplay()) {
      throw new MonitorException("there is no display adapter: start with -vga std");
    }
    Screendump.write(machine.screen(), Path.of(file));
    return "";
  }

  private String sendKey(Words words) throws MonitorException {
    List<Key> keys = KeyNames.parse(words.next());
    if (words.isEmpty()) {
      typist.press(keys);
    } else {
      typist.press(keys, words.number(1) * NANOSECONDS_PER_MILLISECOND);
    }
    words.end();
    return "";
  }

  private String mouseMove(Words words) throws MonitorException {
    int dx = words.number(Integer.MIN_VALUE);
    int dy = words.number(Integer.MIN_VALUE);
    int dz = words.isEmpty() ? 0 : words.number(Integer.MIN_VALUE);
    words.end();
    return offer(new MouseEvent(dx, dy, dz, buttons));
  }

  /** QEMU's masks have the middle button before the right one. */
  private String mouseButton(Words words) throws MonitorException {
    int mask = words.number(0) & ALL_BUTTONS;
    words.end();
    int others = mask & ~(MouseEvent.RIGHT | MouseEvent.MIDDLE);
    buttons =
        others
            | ((mask & 2) != 0 ? MouseEvent.MIDDLE : 0)
            | ((mask & 4) != 0 ? MouseEvent.RIGHT : 0);
    return offer(new MouseEvent(0, 0, 0, buttons));
  }

  private String offer(MouseEvent event) throws MonitorException {
    if (!machine.mouseInput().offer(event)) {
      throw new MonitorException("the guest does not take what the mouse does");
    }
    return "";
  }
}
