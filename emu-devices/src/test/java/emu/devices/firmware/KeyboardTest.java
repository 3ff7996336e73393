package emu.devices.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.interp.Interpreter;
import emu.devices.board.BoardConfig;
import emu.devices.board.BootOrder;
import emu.devices.board.Machine;
import emu.devices.board.RunLimits;
import emu.devices.boot.BootException;
import emu.devices.keyboard.Key;
import emu.devices.keyboard.KeyEvent;
import org.junit.jupiter.api.Test;

/** What is typed arrives at INT 16h, and who waits for it lets the host idle. */
class KeyboardTest {
  /** Tells each key, scan code first, through port E9h. */
  private static final String READ_KEYS =
      """
      next:
      mov ah, 0x10
      int 0x16
      xchg al, ah
      out 0xE9, al
      mov al, ah
      out 0xE9, al
      jmp next
      """;

  private static final String POLL =
      """
      next:
      mov ah, 0x11
      int 0x16
      jz next
      out 0xE9, al
      jmp next
      """;

  private static final long SECOND = 1_000_000_000;
  private static final int INSTRUCTIONS = 50_000;

  private final StringBuilder output = new StringBuilder();

  private Machine machine(String program) throws BootException {
    byte[] image = Images.bootable(Images.program(program), Images.FLOPPY_1440);
    return new Machine(
        BoardConfig.deterministic(4 << 20, value -> {})
            .withDebugConsole(value -> output.append("%02X".formatted(value)))
            .withBootOrder(new BootOrder("a", false))
            .withFloppy(0, Images.floppy(image)),
        Interpreter::new);
  }

  /** Presses {@code keys} one after the other at virtual time {@code at}, and releases them. */
  private static void type(Machine machine, long at, Key... keys) {
    machine.schedule(
        at,
        () -> {
          for (Key key : keys) {
            machine.keyInput().offer(new KeyEvent(key, true));
          }
          for (Key key : keys) {
            machine.keyInput().offer(new KeyEvent(key, false));
          }
        });
  }

  private String typed(Key... keys) throws BootException {
    output.setLength(0);
    try (Machine machine = machine(READ_KEYS)) {
      type(machine, SECOND / 10, keys);
      machine.run(new RunLimits(INSTRUCTIONS, null));
    }
    return output.toString();
  }

  @Test
  void keysHaveTheirCodes() throws BootException {
    assertEquals("1E61", typed(Key.A));
    assertEquals("1E41", typed(Key.LEFT_SHIFT, Key.A));
    assertEquals("1E01", typed(Key.LEFT_CONTROL, Key.A));
    assertEquals("1E00", typed(Key.LEFT_ALT, Key.A));
    assertEquals("50E0", typed(Key.DOWN));
    assertEquals("1C0D", typed(Key.ENTER));
    assertEquals("0F09", typed(Key.TAB));
    assertEquals("8500", typed(Key.F11));
  }

  @Test
  void locksChangeLettersAndTheKeypad() throws BootException {
    assertEquals("1E41", typed(Key.CAPS_LOCK, Key.A));
    assertEquals("4800", typed(Key.KEYPAD_8));
    assertEquals("4838", typed(Key.NUM_LOCK, Key.KEYPAD_8));
  }

  @Test
  void whoPollsWaitsForTheNextTick() throws BootException {
    try (Machine machine = machine(POLL)) {
      machine.run(new RunLimits(200_000, null));
      // A tick is 55 ms; a poll that halts and one that does not take some dozens of instructions.
      assertTrue(machine.virtualNanoseconds() > 50 * SECOND, machine.virtualNanoseconds() + " ns");
    }
  }

  @Test
  void whoWaitsHalts() throws BootException {
    try (Machine machine = machine(READ_KEYS)) {
      machine.run(new RunLimits(INSTRUCTIONS, null));
      assertTrue(machine.virtualNanoseconds() > 10 * SECOND, machine.virtualNanoseconds() + " ns");
    }
  }
}
