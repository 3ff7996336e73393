package emu.devices.keyboard;

import emu.core.bus.HostQueue;
import emu.core.debug.StateHash;
import emu.core.time.EventQueue;
import emu.core.time.Timer;
import java.util.EnumSet;
import java.util.Set;

/**
 * An AT keyboard with scan code sets 1 and 2 (IBM PS/2 Hardware Interface Technical Reference,
 * "Keyboards").
 *
 * <p>Deviations: set 3 is refused; the self-test takes no time.
 */
final class AtKeyboard extends Ps2Device {
  private static final int SET_LEDS = 0xED;
  private static final int ECHO = 0xEE;
  private static final int SCAN_CODE_SET = 0xF0;
  private static final int IDENTIFY = 0xF2;
  private static final int SET_TYPEMATIC = 0xF3;
  private static final int ENABLE = 0xF4;
  private static final int DISABLE = 0xF5;
  private static final int SET_DEFAULTS = 0xF6;
  private static final int FIRST_KEY_TYPE = 0xF7;
  private static final int LAST_KEY_TYPE = 0xFD;
  private static final int RESET = 0xFF;

  /** Bit 7 tells a command from a parameter. */
  private static final int COMMAND = 0x80;

  /** 500 ms, then 10.9 characters a second. */
  private static final int DEFAULT_TYPEMATIC = 0x2B;

  private static final long DELAY_UNIT = 250_000_000;
  private static final long PERIODS_PER_SECOND = 240;

  private final HostQueue<KeyEvent> input;
  private final Runnable onOutput;
  private final Timer repeatTimer;
  private final Set<Key> down = EnumSet.noneOf(Key.class);
  private int scanCodeSet = 2;
  private int leds;
  private int typematic = DEFAULT_TYPEMATIC;
  private boolean enabled = true;

  /** The key that repeats, by ordinal; -1 for none. */
  private int repeating = -1;

  /** A keyboard that calls {@code onOutput} when a repeated key has made output. */
  AtKeyboard(EventQueue events, HostQueue<KeyEvent> input, Runnable onOutput) {
    this.input = input;
    this.onOutput = onOutput;
    repeatTimer = events.timer("keyboard typematic", this::repeat);
  }

  /** The state of the lights: bit 0 scroll lock, 1 num lock, 2 caps lock. */
  int leds() {
    return leds;
  }

  @Override
  boolean isParameter(int value) {
    return (value & COMMAND) == 0;
  }

  @Override
  boolean command(int command) {
    switch (command) {
      case ECHO -> reply(ECHO);
      case SET_LEDS, SCAN_CODE_SET, SET_TYPEMATIC -> {
        reply(ACKNOWLEDGE);
        return true;
      }
      case IDENTIFY -> {
        reply(ACKNOWLEDGE);
        reply(0xAB);
        reply(0x83);
      }
      case ENABLE -> {
        clearData();
        enabled = true;
        reply(ACKNOWLEDGE);
      }
      case DISABLE -> {
        setDefaults();
        enabled = false;
        reply(ACKNOWLEDGE);
      }
      case SET_DEFAULTS -> {
        setDefaults();
        reply(ACKNOWLEDGE);
      }
      case RESET -> {
        setDefaults();
        enabled = true;
        leds = 0;
        reply(ACKNOWLEDGE);
        reply(SELF_TEST_PASSED);
      }
      default -> {
        // F7h to FDh choose how keys behave in set 3 only.
        boolean keyType = command >= FIRST_KEY_TYPE && command <= LAST_KEY_TYPE;
        reply(keyType ? ACKNOWLEDGE : RESEND);
      }
    }
    return false;
  }

  @Override
  void command(int command, int parameter) {
    boolean valid = command != SCAN_CODE_SET || parameter <= 2;
    reply(valid ? ACKNOWLEDGE : RESEND);
    if (!valid) {
      return;
    }
    switch (command) {
      case SET_LEDS -> leds = parameter & 7;
      case SET_TYPEMATIC -> typematic = parameter;
      default -> {
        if (parameter == 0) {
          reply(scanCodeSet);
        } else {
          clearData();
          scanCodeSet = parameter;
        }
      }
    }
  }

  private void setDefaults() {
    clearData();
    scanCodeSet = 2;
    typematic = DEFAULT_TYPEMATIC;
    stopRepeating();
  }

  @Override
  void poll() {
    while (room() >= ScanCodes.LONGEST && !input.isEmpty()) {
      input.poll().ifPresent(this::accept);
    }
  }

  private void accept(KeyEvent event) {
    Key key = event.key();
    // Alt counts as it was before: its own key does not use it. A display that repeats keys does no
    // harm.
    boolean alt = down.contains(Key.LEFT_ALT) || down.contains(Key.RIGHT_ALT);
    boolean changed = event.pressed() ? down.add(key) : down.remove(key);
    if (!changed) {
      return;
    }
    type(ScanCodes.sequence(key, event.pressed(), alt));
    if (event.pressed() && key != Key.PAUSE && key != Key.PRINT_SCREEN) {
      repeating = key.ordinal();
      repeatTimer.scheduleIn(((typematic >> 5) + 1) * DELAY_UNIT);
    } else if (repeating == key.ordinal()) {
      stopRepeating();
    }
  }

  private void stopRepeating() {
    repeating = -1;
    repeatTimer.cancel();
  }

  private void repeat() {
    int code = Key.values()[repeating].code();
    if (room() >= ScanCodes.LONGEST) {
      type(code > 0xFF ? new byte[] {(byte) (code >> 8), (byte) code} : new byte[] {(byte) code});
    }
    long periods = (8L + (typematic & 7)) << ((typematic >> 3) & 3);
    repeatTimer.scheduleIn(periods * 1_000_000_000 / PERIODS_PER_SECOND);
    onOutput.run();
  }

  private void type(byte... sequence) {
    if (!enabled) {
      return;
    }
    if (scanCodeSet == 2) {
      send(sequence);
      return;
    }
    Translator translator = new Translator();
    for (byte value : sequence) {
      int translated = translator.translate(value & 0xFF);
      if (translated != Translator.NOTHING) {
        send((byte) translated);
      }
    }
  }

  @Override
  public void hashInto(StateHash hash) {
    super.hashInto(hash);
    hash.add(scanCodeSet).add(leds).add(typematic).add(enabled).add(repeating);
    hash.add(repeatTimer.time());
    for (Key key : down) {
      hash.add(key.ordinal());
    }
  }
}
