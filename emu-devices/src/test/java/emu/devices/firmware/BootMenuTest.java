package emu.devices.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.interp.Interpreter;
import emu.devices.board.BoardConfig;
import emu.devices.board.BootOrder;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.boot.BootException;
import emu.devices.keyboard.Key;
import emu.devices.keyboard.KeyEvent;
import org.junit.jupiter.api.Test;

/** The question what to boot: a floppy disk, then a hard disk, each of which tells its number. */
class BootMenuTest {
  private static final String TELL =
      """
      mov al, dl
      out 0xE9, al
      hlt
      """;

  private static final long SECOND = 1_000_000_000;

  private final StringBuilder output = new StringBuilder();
  private String screen;

  private String booted(boolean menu, boolean display, Key... keys) throws BootException {
    output.setLength(0);
    byte[] program = Images.program(TELL);
    BoardConfig config =
        BoardConfig.deterministic(4 << 20, value -> {})
            .withDebugConsole(value -> output.append(Integer.toHexString(value)))
            .withBootOrder(new BootOrder("ac", menu))
            .withFloppy(0, Images.floppy(Images.bootable(program, Images.FLOPPY_1440)))
            .withIde(0, Images.hardDisk(Images.bootable(program, 1 << 20)));
    try (Machine machine = new Machine(display ? config.withDisplay() : config, Interpreter::new)) {
      for (int i = 0; i < keys.length; i++) {
        Key key = keys[i];
        machine.schedule(
            SECOND * (i + 1),
            () -> {
              machine.keyInput().offer(new KeyEvent(key, true));
              machine.keyInput().offer(new KeyEvent(key, false));
            });
      }
      machine.run(new RunLimits(40_000, null));
      screen = machine.screen().text().map(text -> text.lines()).orElse("");
    }
    return output.toString();
  }

  @Test
  void asksNobodyUnlessItIsWanted() throws BootException {
    assertEquals("0", booted(false, true, Key.ESCAPE, Key.DIGIT_2));
    assertEquals("0", booted(true, false, Key.ESCAPE, Key.DIGIT_2));
  }

  @Test
  void whoPressesNothingGetsTheUsualOrder() throws BootException {
    assertEquals("0", booted(true, true));
    assertEquals("Press Esc for boot menu.", screen.strip());
  }

  @Test
  void escapeShowsTheListAndADigitChooses() throws BootException {
    assertEquals("80", booted(true, true, Key.ESCAPE, Key.DIGIT_2));
    assertEquals(
        "1. floppy disk 2. hard disk",
        screen.substring(screen.indexOf("1.")).strip().replaceAll("\\s+", " "));
  }

  @Test
  void otherKeysChooseNothing() throws BootException {
    assertEquals("", booted(true, true, Key.ESCAPE, Key.DIGIT_3, Key.A));
    assertEquals("0", booted(true, true, Key.DIGIT_2));
    assertEquals("0", booted(true, true, Key.ESCAPE, Key.DIGIT_3, Key.ESCAPE));
  }
}
