package emu.devices.keyboard;

/**
 * The keys of a 105-key keyboard, named after the US layout, each with its code in scan code set 2.
 */
public enum Key {
  ESCAPE(0x76),
  F1(0x05),
  F2(0x06),
  F3(0x04),
  F4(0x0C),
  F5(0x03),
  F6(0x0B),
  F7(0x83),
  F8(0x0A),
  F9(0x01),
  F10(0x09),
  F11(0x78),
  F12(0x07),
  PRINT_SCREEN(0xE07C),
  SCROLL_LOCK(0x7E),
  /** Sends a sequence of its own, and nothing when it is released. */
  PAUSE(0xE114),

  GRAVE(0x0E),
  DIGIT_1(0x16),
  DIGIT_2(0x1E),
  DIGIT_3(0x26),
  DIGIT_4(0x25),
  DIGIT_5(0x2E),
  DIGIT_6(0x36),
  DIGIT_7(0x3D),
  DIGIT_8(0x3E),
  DIGIT_9(0x46),
  DIGIT_0(0x45),
  MINUS(0x4E),
  EQUAL(0x55),
  BACKSPACE(0x66),

  TAB(0x0D),
  Q(0x15),
  W(0x1D),
  E(0x24),
  R(0x2D),
  T(0x2C),
  Y(0x35),
  U(0x3C),
  I(0x43),
  O(0x44),
  P(0x4D),
  LEFT_BRACKET(0x54),
  RIGHT_BRACKET(0x5B),
  BACKSLASH(0x5D),

  CAPS_LOCK(0x58),
  A(0x1C),
  S(0x1B),
  D(0x23),
  F(0x2B),
  G(0x34),
  H(0x33),
  J(0x3B),
  K(0x42),
  L(0x4B),
  SEMICOLON(0x4C),
  APOSTROPHE(0x52),
  ENTER(0x5A),

  LEFT_SHIFT(0x12),
  /** The key between left shift and Z of the European layouts. */
  LESS(0x61),
  Z(0x1A),
  X(0x22),
  C(0x21),
  V(0x2A),
  B(0x32),
  N(0x31),
  M(0x3A),
  COMMA(0x41),
  PERIOD(0x49),
  SLASH(0x4A),
  RIGHT_SHIFT(0x59),

  LEFT_CONTROL(0x14),
  LEFT_META(0xE01F),
  LEFT_ALT(0x11),
  SPACE(0x29),
  RIGHT_ALT(0xE011),
  RIGHT_META(0xE027),
  MENU(0xE02F),
  RIGHT_CONTROL(0xE014),

  INSERT(0xE070),
  HOME(0xE06C),
  PAGE_UP(0xE07D),
  DELETE(0xE071),
  END(0xE069),
  PAGE_DOWN(0xE07A),
  UP(0xE075),
  LEFT(0xE06B),
  DOWN(0xE072),
  RIGHT(0xE074),

  NUM_LOCK(0x77),
  KEYPAD_DIVIDE(0xE04A),
  KEYPAD_MULTIPLY(0x7C),
  KEYPAD_SUBTRACT(0x7B),
  KEYPAD_7(0x6C),
  KEYPAD_8(0x75),
  KEYPAD_9(0x7D),
  KEYPAD_ADD(0x79),
  KEYPAD_4(0x6B),
  KEYPAD_5(0x73),
  KEYPAD_6(0x74),
  KEYPAD_1(0x69),
  KEYPAD_2(0x72),
  KEYPAD_3(0x7A),
  KEYPAD_ENTER(0xE05A),
  KEYPAD_0(0x70),
  KEYPAD_DECIMAL(0x71);

  private final int code;

  Key(int code) {
    this.code = code;
  }

  /** The code in set 2, with its prefix (E0h) in bits 15:8. */
  int code() {
    return code;
  }
}
