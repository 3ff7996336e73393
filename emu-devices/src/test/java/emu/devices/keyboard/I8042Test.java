package emu.devices.keyboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.HostQueue;
import emu.devices.testing.HostileSweep;
import emu.devices.testing.ManualTime;
import emu.devices.testing.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class I8042Test {
  private static final int OUTPUT_FULL = 0x01;
  private static final int AUX_FULL = 0x20;
  private static final int CTR_KBD_INT = 0x01;
  private static final int CTR_AUX_INT = 0x02;
  private static final int CTR_TRANSLATE = 0x40;
  private static final long MILLISECOND = 1_000_000;

  private final ManualTime time = new ManualTime();
  private final Wire irq1 = new Wire();
  private final Wire irq12 = new Wire();
  private final Wire a20 = new Wire(true);
  private final HostQueue<KeyEvent> keys = new HostQueue<>(1000);
  private final HostQueue<MouseEvent> movements = new HostQueue<>(1000);
  private int resets;
  private final I8042 controller =
      new I8042(
          time.events(), new I8042.Outputs(irq1, irq12, a20, () -> resets++), keys, movements, 0);

  private void command(int value) {
    controller.command().write(0, 1, value);
  }

  private void data(int value) {
    controller.data().write(0, 1, value);
  }

  private long status() {
    return controller.command().read(0, 1);
  }

  private String answer(int command) {
    command(command);
    return output(0);
  }

  /**
   * What a driver that waits {@code milliseconds} for each byte reads, in hexadecimal; mouse bytes
   * with an m before.
   */
  private String output(int milliseconds) {
    StringJoiner bytes = new StringJoiner(" ");
    for (int waited = 0; waited <= milliseconds; waited++) {
      long status = status();
      if ((status & OUTPUT_FULL) != 0) {
        String source = (status & AUX_FULL) != 0 ? "m" : "";
        bytes.add(source + String.format("%02x", controller.data().read(0, 1)));
        waited = -1;
      }
      if (milliseconds > 0) {
        time.run(MILLISECOND);
      } else if ((status & OUTPUT_FULL) == 0) {
        break;
      }
    }
    return bytes.toString();
  }

  private String toKeyboard(int... values) {
    for (int value : values) {
      data(value);
    }
    return output(3);
  }

  private String toMouse(int... values) {
    StringJoiner bytes = new StringJoiner(" ");
    for (int value : values) {
      command(0xD4);
      data(value);
      bytes.add(output(3));
    }
    return bytes.toString();
  }

  private void control(int value) {
    command(0x60);
    data(value);
  }

  private void press(Key key) {
    keys.offer(new KeyEvent(key, true));
    controller.poll();
  }

  private void release(Key key) {
    keys.offer(new KeyEvent(key, false));
    controller.poll();
  }

  private void move(int dx, int dy, int wheel, int buttons) {
    movements.offer(new MouseEvent(dx, dy, wheel, buttons));
    controller.poll();
  }

  @ParameterizedTest
  @CsvSource({"AA, 55", "A9, 00", "AB, 00", "A4, f1", "C0, 80", "20, 65", "D0, c3"})
  void answersItsCommands(String command, String expected) {
    assertEquals(expected, answer(Integer.parseInt(command, 16)));
  }

  @Test
  void keepsItsRam() {
    command(0x75);
    data(0x5A);
    assertEquals("5a", answer(0x35));
  }

  /** What Linux's i8042 driver does to find and test the aux port. */
  @Test
  void linuxFindsTheAuxPort() {
    command(0xD3);
    data(0xA5);
    assertEquals("ma5", output(0));
    command(0xA7);
    assertEquals(0x20, Integer.parseInt(answer(0x20), 16) & 0x20);
    command(0xA8);
    assertEquals(0, Integer.parseInt(answer(0x20), 16) & 0x20);
    control(0x47);
    int before = irq1.edges();
    command(0xD3);
    data(0xA5);
    assertTrue(irq12.level(), "the loop raises the aux interrupt");
    assertEquals("ma5", output(0));
    assertFalse(irq12.level());
    assertEquals(before, irq1.edges());
  }

  @Test
  void interfacesAreSwitchedByCommands() {
    command(0xAD);
    assertEquals("75", answer(0x20));
    press(Key.A);
    assertEquals("", output(3));
    command(0xAE);
    assertEquals("1e", output(3));
  }

  @Test
  void typedKeyInterruptsAndIsTranslated() {
    press(Key.A);
    assertFalse(irq1.level(), "the frame takes its time");
    time.run(MILLISECOND);
    assertTrue(irq1.level());
    assertEquals(0x15, status());
    assertEquals(0x1E, controller.data().read(0, 1));
    assertFalse(irq1.level());
    assertEquals(0x1E, controller.data().read(0, 1), "an empty buffer shows the last byte");
    release(Key.A);
    assertEquals("9e", output(3));
  }

  @ParameterizedTest
  @CsvSource({
    "ESCAPE, 01, 81",
    "F7, 41, c1",
    "F11, 57, d7",
    "ENTER, 1c, 9c",
    "LEFT_SHIFT, 2a, aa",
    "SPACE, 39, b9",
    "UP, e0 48, e0 c8",
    "RIGHT_CONTROL, e0 1d, e0 9d",
    "KEYPAD_ENTER, e0 1c, e0 9c",
    "LESS, 56, d6",
    "PRINT_SCREEN, e0 2a e0 37, e0 b7 e0 aa",
    "PAUSE, e1 1d 45 e1 9d c5, ''",
  })
  void sendsSetOneThroughTheTranslator(Key key, String make, String broken) {
    press(key);
    assertEquals(make, output(5));
    release(key);
    assertEquals(broken, output(5));
  }

  @ParameterizedTest
  @CsvSource({"A, 1c, f0 1c", "F7, 83, f0 83", "UP, e0 75, e0 f0 75"})
  void sendsSetTwoUntranslated(Key key, String make, String broken) {
    control(CTR_KBD_INT);
    press(key);
    release(key);
    assertEquals(make + " " + broken, output(3));
  }

  @Test
  void keyboardItselfCanSendSetOne() {
    control(CTR_KBD_INT);
    assertEquals("fa fa", toKeyboard(0xF0, 1));
    press(Key.UP);
    release(Key.UP);
    assertEquals("e0 48 e0 c8", output(3));
    assertEquals("fa fa 01", toKeyboard(0xF0, 0));
  }

  @Test
  void everyKeyTranslatesToItsOwnCode() {
    long distinct =
        Arrays.stream(Key.values())
            .map(key -> {
              Translator translator = new Translator();
              StringJoiner code = new StringJoiner(" ");
              for (byte b : ScanCodes.sequence(key, true, false)) {
                code.add(Integer.toHexString(translator.translate(b & 0xFF)));
              }
              return code.toString();
            })
            .distinct()
            .count();
    assertEquals(Key.values().length, distinct);
  }

  @Test
  void altPrintScreenIsSysRq() {
    press(Key.LEFT_ALT);
    press(Key.PRINT_SCREEN);
    release(Key.PRINT_SCREEN);
    assertEquals("38 54 d4", output(3));
  }

  /** What Linux's atkbd sends. */
  @Test
  void keyboardAnswersTheDriver() {
    control(CTR_KBD_INT);
    assertEquals("fa ab 83", toKeyboard(0xF2));
    assertEquals("fa fa", toKeyboard(0xED, 0x07));
    assertEquals(7, controller.leds());
    assertEquals("fa fa", toKeyboard(0xF3, 0x00));
    assertEquals("fa", toKeyboard(0xF4));
    assertEquals("ee", toKeyboard(0xEE));
    assertEquals("fa aa", toKeyboard(0xFF));
    assertEquals(0, controller.leds());
    assertEquals("aa", toKeyboard(0xFE), "resend");
    assertEquals("fe", toKeyboard(0xF1));
    assertEquals("fa fe", toKeyboard(0xF0, 3), "set 3 is refused");
    assertEquals("fa fa", toKeyboard(0xED, 0xF4), "a command in place of a parameter");
    control(CTR_KBD_INT | CTR_TRANSLATE);
    assertEquals("fa ab 41", toKeyboard(0xF2), "translated");
  }

  @Test
  void disabledKeyboardForgetsKeys() {
    toKeyboard(0xF5);
    press(Key.A);
    release(Key.A);
    assertEquals("", output(3));
    toKeyboard(0xF4);
    press(Key.B);
    assertEquals("30", output(3));
  }

  @Test
  void heldKeyRepeats() {
    assertEquals("fa fa", toKeyboard(0xF3, 0x00)); // 250 ms, 30 a second
    press(Key.A);
    assertEquals("1e", output(3));
    time.run(200 * MILLISECOND);
    assertEquals("", output(1));
    StringBuilder typed = new StringBuilder();
    for (int i = 0; i < 1000; i += 10) {
      time.run(10 * MILLISECOND);
      typed.append(output(0));
    }
    assertEquals(58, typed.length(), 4);
    release(Key.A);
    assertTrue(output(3).endsWith("9e"));
    time.run(1000 * MILLISECOND);
    assertEquals("", output(0));
  }

  @Test
  void typingAheadLosesNothing() {
    for (int i = 0; i < 200; i++) {
      keys.offer(new KeyEvent(Key.A, true));
      keys.offer(new KeyEvent(Key.A, false));
    }
    controller.poll();
    assertEquals(200 * 6 - 1, output(3).length());
  }

  @Test
  void polledControllerLooksAtItsInputAtFixedTimes() {
    I8042 polled =
        new I8042(
            time.events(),
            new I8042.Outputs(irq1, irq12, a20, () -> {}),
            keys,
            movements,
            10 * MILLISECOND);
    keys.offer(new KeyEvent(Key.A, true));
    time.run(9 * MILLISECOND);
    assertFalse(irq1.level());
    time.run(2 * MILLISECOND);
    assertTrue(irq1.level());
    assertEquals(0x1E, polled.data().read(0, 1));
  }

  @Test
  void a20AndReset() {
    command(0xD1);
    data(0xDD);
    assertFalse(a20.level());
    assertEquals("c1", answer(0xD0));
    command(0xDF);
    assertTrue(a20.level());
    command(0xDD);
    assertFalse(a20.level());
    assertEquals(0, resets);
    command(0xFE);
    assertEquals(1, resets);
    command(0xFF);
    assertEquals(1, resets);
    command(0xD1);
    data(0x02);
    assertEquals(2, resets);
  }

  /** What Linux's psmouse sends to find an IntelliMouse Explorer, step by step. */
  @Test
  void mouseAnswersTheDriver() {
    assertEquals("mfa maa m00", toMouse(0xFF));
    assertEquals("mfa m00", toMouse(0xF2));
    assertEquals("mfa mfa mfa mfa mfa mfa", toMouse(0xF3, 200, 0xF3, 100, 0xF3, 80));
    assertEquals("mfa m03", toMouse(0xF2));
    assertEquals("mfa mfa mfa mfa mfa mfa", toMouse(0xF3, 200, 0xF3, 200, 0xF3, 80));
    assertEquals("mfa m04", toMouse(0xF2));
    assertEquals("mfa mfa mfa mfa mfa", toMouse(0xF3, 100, 0xE8, 3, 0xE6));
    assertEquals("mfa", toMouse(0xF4));
    assertEquals("mfa m20 m03 m64", toMouse(0xE9));
    assertEquals("mfe", toMouse(0xE1), "no track point");
  }

  @Test
  void mouseSendsPackets() {
    control(CTR_AUX_INT);
    toMouse(0xF4);
    move(5, 3, 0, 0);
    time.run(MILLISECOND);
    assertTrue(irq12.level());
    assertEquals("m28 m05 mfd", output(3), "down is negative");
    move(-1, 0, 0, MouseEvent.LEFT);
    assertEquals("m19 mff m00", output(3));
    move(300, 0, 0, MouseEvent.LEFT);
    assertEquals("m09 mff m00 m09 m2d m00", output(3));
  }

  @Test
  void mouseKeepsClicksApartAndMergesMovement() {
    toMouse(0xF4);
    movements.offer(new MouseEvent(1, 0, 0, 0));
    movements.offer(new MouseEvent(1, 0, 0, 0));
    movements.offer(new MouseEvent(1, 0, 0, MouseEvent.RIGHT));
    movements.offer(new MouseEvent(1, 0, 0, 0));
    controller.poll();
    assertEquals("m0a m03 m00 m08 m01 m00", output(3));
  }

  @Test
  void wheelAndSideButtons() {
    toMouse(0xF3, 200, 0xF3, 100, 0xF3, 80, 0xF4);
    move(0, 0, -1, 0);
    assertEquals("m08 m00 m00 mff", output(3));
    toMouse(0xF3, 200, 0xF3, 200, 0xF3, 80);
    move(0, 0, 1, MouseEvent.SIDE);
    assertEquals("m08 m00 m00 m11", output(3));
  }

  @Test
  void silentUnlessEnabledAndInStreamMode() {
    toMouse(0xF6);
    move(5, 5, 0, 0);
    assertEquals("", output(3));
    toMouse(0xF4, 0xF0);
    move(5, 0, 0, 0);
    assertEquals("", output(3));
    assertEquals("mfa m08 m05 m00", toMouse(0xEB));
    assertEquals("mfa m60 m02 m64", toMouse(0xE9));
  }

  @Test
  void scalingAndWrap() {
    toMouse(0xF4, 0xE7);
    move(5, 0, 0, 0);
    assertEquals("m08 m09 m00", output(3));
    move(20, 0, 0, 0);
    assertEquals("m08 m28 m00", output(3));
    assertEquals("mfa m42 mf2", toMouse(0xEE, 0x42, 0xF2));
    assertEquals("mfa mfa m00", toMouse(0xEC, 0xF2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesHostileAccesses(long seed) {
    for (int i = 0; i < 1000; i++) {
      keys.offer(new KeyEvent(Key.values()[i % Key.values().length], i % 3 != 0));
      movements.offer(new MouseEvent(Integer.MAX_VALUE, Integer.MIN_VALUE, i, -1));
    }
    controller.poll();
    HostileSweep.run(seed, time, 2, List.of(controller.data(), controller.command()));
  }
}
