package emu.devices.firmware;

import emu.core.bus.PortBus;

/**
 * INT 09h: a scan code of set 1 has come, in AL. It keeps the shift states and puts keys into the
 * buffer. AL tells the entry which interrupt the key calls for.
 */
final class KeyboardInterrupt {
  private static final int CALL_NOTHING = 0x00;
  private static final int CALL_PRINT_SCREEN = 0x05;
  private static final int CALL_SYSTEM_REQUEST = 0x15;
  private static final int CALL_BREAK = 0x1B;
  private static final int PAUSE = 0xFF;

  private static final int RELEASED = 0x80;
  private static final int PREFIX_E0 = 0xE0;
  private static final int PREFIX_E1 = 0xE1;
  private static final int ACKNOWLEDGE = 0xFA;
  private static final int RESEND = 0xFE;

  private static final int SCAN_CTRL = 0x1D;
  private static final int SCAN_LEFT_SHIFT = 0x2A;
  private static final int SCAN_RIGHT_SHIFT = 0x36;
  private static final int SCAN_PRINT = 0x37;
  private static final int SCAN_ALT = 0x38;
  private static final int SCAN_CAPS = 0x3A;
  private static final int SCAN_NUM = 0x45;
  private static final int SCAN_SCROLL = 0x46;
  private static final int SCAN_INSERT = 0x52;
  private static final int SCAN_DELETE = 0x53;
  private static final int SCAN_SYSTEM_REQUEST = 0x54;

  // Bits of KEYBOARD_FLAGS.
  private static final int RIGHT_SHIFT = 0x01;
  private static final int LEFT_SHIFT = 0x02;
  private static final int SHIFT = LEFT_SHIFT | RIGHT_SHIFT;
  private static final int CTRL = 0x04;
  private static final int ALT = 0x08;
  private static final int SCROLL_LOCK = 0x10;
  private static final int NUM_LOCK = 0x20;
  private static final int CAPS_LOCK = 0x40;
  private static final int INSERT = 0x80;

  // Bits of KEYBOARD_FLAGS_2: keys that are down.
  private static final int LEFT_CTRL_DOWN = 0x01;
  private static final int LEFT_ALT_DOWN = 0x02;
  private static final int SYSTEM_REQUEST_DOWN = 0x04;
  private static final int PAUSED = 0x08;
  private static final int SCROLL_DOWN = 0x10;
  private static final int NUM_DOWN = 0x20;
  private static final int CAPS_DOWN = 0x40;
  private static final int INSERT_DOWN = 0x80;

  // Bits of KEYBOARD_FLAGS_3.
  private static final int LAST_E1 = 0x01;
  private static final int LAST_E0 = 0x02;
  private static final int RIGHT_CTRL_DOWN = 0x04;
  private static final int RIGHT_ALT_DOWN = 0x08;

  private static final int BREAK_PRESSED = 0x80;
  private static final int WARM = 0x1234;

  private static final int KEYPAD_DIGITS = 0x47;
  private static final String DIGITS = "789.456.1230";

  private final BiosData data;
  private final KeyBuffer buffer;
  private final KeyboardCommands commands;
  private final Runnable reset;

  KeyboardInterrupt(PortBus ports, BiosData data, Runnable reset) {
    this.data = data;
    this.buffer = new KeyBuffer(data);
    this.commands = new KeyboardCommands(ports, data);
    this.reset = reset;
  }

  Answer call(Caller caller) {
    int scan = caller.al();
    int result = CALL_NOTHING;
    if (scan == ACKNOWLEDGE || scan == RESEND) {
      commands.answered(scan == RESEND);
    } else if (scan == PREFIX_E0 || scan == PREFIX_E1) {
      int last = scan == PREFIX_E0 ? LAST_E0 : LAST_E1;
      set(BiosData.KEYBOARD_FLAGS_3, last, true);
    } else {
      int flags = data.byteAt(BiosData.KEYBOARD_FLAGS_3);
      if ((flags & LAST_E1) != 0) {
        result = afterE1(scan);
      } else {
        boolean extended = (flags & LAST_E0) != 0;
        set(BiosData.KEYBOARD_FLAGS_3, LAST_E0, false);
        result = key(caller, scan & 0x7F, extended, (scan & RELEASED) != 0);
      }
      if ((flags & LAST_E1) == 0) {
        commands.showLocks();
      }
    }
    caller.setAl(result);
    return Answer.DONE;
  }

  /** Pause sends E1 1D 45. */
  private int afterE1(int scan) {
    if ((scan & 0x7F) == SCAN_CTRL) {
      return CALL_NOTHING;
    }
    set(BiosData.KEYBOARD_FLAGS_3, LAST_E1, false);
    boolean pressed = (scan & RELEASED) == 0;
    if (!pressed || (data.byteAt(BiosData.KEYBOARD_FLAGS_2) & PAUSED) != 0) {
      return CALL_NOTHING;
    }
    set(BiosData.KEYBOARD_FLAGS_2, PAUSED, true);
    return PAUSE;
  }

  private int key(Caller caller, int scan, boolean extended, boolean released) {
    if (modifier(scan, extended, released)) {
      return CALL_NOTHING;
    }
    if (scan == SCAN_SYSTEM_REQUEST) {
      set(BiosData.KEYBOARD_FLAGS_2, SYSTEM_REQUEST_DOWN, !released);
      caller.setAh(released ? 1 : 0);
      return CALL_SYSTEM_REQUEST;
    }
    if (scan == SCAN_INSERT) {
      boolean wasDown = set(BiosData.KEYBOARD_FLAGS_2, INSERT_DOWN, !released);
      if (!released && !wasDown) {
        toggle(INSERT);
      }
    }
    if (released) {
      return CALL_NOTHING;
    }
    if ((data.byteAt(BiosData.KEYBOARD_FLAGS_2) & PAUSED) != 0) {
      set(BiosData.KEYBOARD_FLAGS_2, PAUSED, false);
      return CALL_NOTHING;
    }
    return pressed(scan, extended);
  }

  private int pressed(int scan, boolean extended) {
    int flags = data.byteAt(BiosData.KEYBOARD_FLAGS);
    if (extended && scan == SCAN_SCROLL) {
      buffer.clear();
      buffer.add(0);
      data.setByte(BiosData.BREAK, data.byteAt(BiosData.BREAK) | BREAK_PRESSED);
      return CALL_BREAK;
    }
    if (extended && scan == SCAN_PRINT && (flags & CTRL) == 0) {
      return CALL_PRINT_SCREEN;
    }
    if (scan == SCAN_DELETE && (flags & (CTRL | ALT)) == (CTRL | ALT)) {
      data.setWord(BiosData.RESET_FLAG, WARM);
      reset.run();
      return CALL_NOTHING;
    }
    if (!extended && (flags & ALT) != 0 && KeyTable.isOnKeypad(scan) && scan != SCAN_DELETE) {
      int digit = DIGITS.charAt(scan - KEYPAD_DIGITS) - '0';
      data.setByte(BiosData.ALT_KEYPAD, data.byteAt(BiosData.ALT_KEYPAD) * 10 + digit);
      return CALL_NOTHING;
    }
    int code = code(scan, extended, flags);
    if (code != KeyTable.NOTHING) {
      buffer.add(code);
    }
    return CALL_NOTHING;
  }

  private static int code(int scan, boolean extended, int flags) {
    if (extended) {
      return KeyTable.code(scan | KeyTable.EXTENDED, modifierOf(flags, false));
    }
    boolean locked =
        KeyTable.isLetter(scan) && (flags & CAPS_LOCK) != 0
            || KeyTable.isOnKeypad(scan) && (flags & NUM_LOCK) != 0;
    return KeyTable.code(scan, modifierOf(flags, locked));
  }

  private static KeyTable.Modifier modifierOf(int flags, boolean locked) {
    if ((flags & ALT) != 0) {
      return KeyTable.Modifier.ALT;
    }
    if ((flags & CTRL) != 0) {
      return KeyTable.Modifier.CTRL;
    }
    return (flags & SHIFT) != 0 != locked ? KeyTable.Modifier.SHIFT : KeyTable.Modifier.NONE;
  }

  /** Keeps what is held and what is locked; whether the key is one of these. */
  private boolean modifier(int scan, boolean extended, boolean released) {
    switch (scan) {
      case SCAN_LEFT_SHIFT, SCAN_RIGHT_SHIFT -> {
        // After E0h it is the keyboard's own, around keys that the keypad has as well.
        if (!extended) {
          int bit = scan == SCAN_LEFT_SHIFT ? LEFT_SHIFT : RIGHT_SHIFT;
          set(BiosData.KEYBOARD_FLAGS, bit, !released);
        }
      }
      case SCAN_CTRL -> {
        set(BiosData.KEYBOARD_FLAGS, CTRL, !released);
        side(extended, RIGHT_CTRL_DOWN, LEFT_CTRL_DOWN, released);
      }
      case SCAN_ALT -> {
        set(BiosData.KEYBOARD_FLAGS, ALT, !released);
        side(extended, RIGHT_ALT_DOWN, LEFT_ALT_DOWN, released);
        if (released) {
          int typed = data.byteAt(BiosData.ALT_KEYPAD);
          data.setByte(BiosData.ALT_KEYPAD, 0);
          if (typed != 0) {
            buffer.add(typed);
          }
        }
      }
      case SCAN_CAPS -> lock(CAPS_LOCK, CAPS_DOWN, released);
      case SCAN_NUM -> lock(NUM_LOCK, NUM_DOWN, released);
      case SCAN_SCROLL -> {
        if (extended) {
          return false;
        }
        lock(SCROLL_LOCK, SCROLL_DOWN, released);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void side(boolean right, int rightBit, int leftBit, boolean released) {
    if (right) {
      set(BiosData.KEYBOARD_FLAGS_3, rightBit, !released);
    } else {
      set(BiosData.KEYBOARD_FLAGS_2, leftBit, !released);
    }
  }

  private void lock(int lockBit, int downBit, boolean released) {
    boolean wasDown = set(BiosData.KEYBOARD_FLAGS_2, downBit, !released);
    if (!released && !wasDown) {
      toggle(lockBit);
    }
  }

  private void toggle(int bit) {
    data.setByte(BiosData.KEYBOARD_FLAGS, data.byteAt(BiosData.KEYBOARD_FLAGS) ^ bit);
  }

  /** Sets or clears {@code bit} and returns whether it was set. */
  private boolean set(int offset, int bit, boolean value) {
    int old = data.byteAt(offset);
    data.setByte(offset, value ? old | bit : old & ~bit);
    return (old & bit) != 0;
  }
}
