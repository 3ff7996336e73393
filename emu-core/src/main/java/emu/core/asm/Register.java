package emu.core.asm;

import emu.core.decode.Operand.Kind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A register as it is written.
 *
 * @param kind GPR, GPR_HIGH, SEGMENT, CONTROL, DEBUG, XMM, MMX or ST
 * @param number in its kind
 * @param bits width of a general register, else 0
 */
record Register(Kind kind, int number, int bits) {
  private static final Map<String, Register> BY_NAME = byName();

  /** The register called {@code name}, or null. */
  static Register of(String name) {
    return BY_NAME.get(name.toLowerCase(Locale.ROOT));
  }

  private static Map<String, Register> byName() {
    Map<String, Register> names = new HashMap<>();
    String[] words = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};
    String[] bytes = {"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"};
    String[] high = {"ah", "ch", "dh", "bh"};
    String[] segments = {"es", "cs", "ss", "ds", "fs", "gs"};
    for (int i = 0; i < 16; i++) {
      names.put(i < 8 ? bytes[i] : "r" + i + "b", new Register(Kind.GPR, i, 8));
      names.put(i < 8 ? words[i] : "r" + i + "w", new Register(Kind.GPR, i, 16));
      names.put(i < 8 ? "e" + words[i] : "r" + i + "d", new Register(Kind.GPR, i, 32));
      names.put(i < 8 ? "r" + words[i] : "r" + i, new Register(Kind.GPR, i, 64));
      names.put("cr" + i, new Register(Kind.CONTROL, i, 0));
      names.put("dr" + i, new Register(Kind.DEBUG, i, 0));
      names.put("xmm" + i, new Register(Kind.XMM, i, 0));
    }
    for (int i = 0; i < 8; i++) {
      names.put("mm" + i, new Register(Kind.MMX, i, 0));
      names.put("st" + i, new Register(Kind.ST, i, 0));
    }
    for (int i = 0; i < high.length; i++) {
      names.put(high[i], new Register(Kind.GPR_HIGH, i, 8));
    }
    for (int i = 0; i < segments.length; i++) {
      names.put(segments[i], new Register(Kind.SEGMENT, i, 0));
    }
    return names;
  }
}
