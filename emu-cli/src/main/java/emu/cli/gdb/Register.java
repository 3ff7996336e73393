package emu.cli.gdb;

import java.util.List;

/**
 * A register as gdb knows it, and which of the machine's it is made of.
 *
 * @param name gdb's name
 * @param bits how wide it is, a multiple of 8
 * @param type gdb's type (Debugging with GDB, G.2.3 and G.3)
 * @param group gdb's group, or empty for the usual one
 * @param words the machine's names of its 64-bit words, low first
 */
record Register(String name, int bits, String type, String group, List<String> words) {

  /** One that is made of one word. */
  static Register of(String name, int bits, String type, String word) {
    return new Register(name, bits, type, "", List.of(word));
  }

  int bytes() {
    return bits / 8;
  }
}
