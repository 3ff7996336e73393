package emu.devices.firmware;

import emu.core.bus.PortBus;

/**
 * Commands to the keyboard: a byte and its parameter, each of which it acknowledges by an
 * interrupt. What is under way is kept in the BIOS data area, so that a reset of the machine
 * forgets it.
 */
final class KeyboardCommands {
  private static final int KEYBOARD = 0x60;
  private static final int SET_LEDS = 0xED;

  // Bits of KEYBOARD_LEDS (IBM PS/2 and PC BIOS Interface Technical Reference, 40:97).
  private static final int LEDS = 0x07;
  private static final int ACKNOWLEDGED = 0x10;
  private static final int RESENT = 0x20;
  private static final int LEDS_UNDER_WAY = 0x40;

  /** The lock states in KEYBOARD_FLAGS begin at bit 4, in the order of the lights. */
  private static final int LOCKS_SHIFT = 4;

  private final PortBus ports;
  private final BiosData data;

  KeyboardCommands(PortBus ports, BiosData data) {
    this.ports = ports;
    this.data = data;
  }

  /** Has the lights show what is locked, if they do not yet. */
  void showLocks() {
    int state = data.byteAt(BiosData.KEYBOARD_LEDS);
    if ((state & LEDS_UNDER_WAY) == 0 && locks() != (state & LEDS)) {
      data.setByte(BiosData.KEYBOARD_LEDS, state & ~(ACKNOWLEDGED | RESENT) | LEDS_UNDER_WAY);
      ports.write(KEYBOARD, 1, SET_LEDS);
    }
  }

  /** The keyboard has acknowledged a byte, or wants it once more: then the command is dropped. */
  void answered(boolean resend) {
    int state = data.byteAt(BiosData.KEYBOARD_LEDS);
    if (resend || (state & LEDS_UNDER_WAY) == 0) {
      data.setByte(
          BiosData.KEYBOARD_LEDS, state & ~LEDS_UNDER_WAY | (resend ? RESENT : ACKNOWLEDGED));
    } else if ((state & ACKNOWLEDGED) == 0) {
      data.setByte(BiosData.KEYBOARD_LEDS, state & ~LEDS | ACKNOWLEDGED | locks());
      ports.write(KEYBOARD, 1, locks());
    } else {
      data.setByte(BiosData.KEYBOARD_LEDS, state & ~LEDS_UNDER_WAY);
      showLocks();
    }
  }

  private int locks() {
    return data.byteAt(BiosData.KEYBOARD_FLAGS) >> LOCKS_SHIFT & LEDS;
  }
}
