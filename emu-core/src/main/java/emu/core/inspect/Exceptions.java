package emu.core.inspect;

import emu.core.cpu.GuestFault;
import emu.core.cpu.Vector;
import java.util.StringJoiner;

/** Names of exceptions and what their error codes say (SDM 3A, table 7-1, 7.13 and 7.15). */
public final class Exceptions {
  private static final String[] MNEMONICS = {
    "#DE", "#DB", "NMI", "#BP", "#OF", "#BR", "#UD", "#NM", "#DF", null, "#TS", "#NP", "#SS", "#GP",
    "#PF", null, "#MF", "#AC", "#MC", "#XM", "#VE", "#CP"
  };

  private Exceptions() {}

  /** The mnemonic of the exception {@code vector}, as in {@code #PF}; else "vector 33". */
  public static String mnemonic(int vector) {
    boolean known = vector >= 0 && vector < MNEMONICS.length && MNEMONICS[vector] != null;
    return known ? MNEMONICS[vector] : "vector " + vector;
  }

  /** What {@code errorCode} of exception {@code vector} means; empty if it pushes none. */
  public static String errorCode(int vector, int errorCode) {
    if (errorCode == GuestFault.NO_ERROR_CODE) {
      return "";
    }
    return switch (vector) {
      case Vector.PF -> pageFault(errorCode);
      case Vector.TS, Vector.NP, Vector.SS, Vector.GP -> selector(errorCode);
      default -> "";
    };
  }

  private static String pageFault(int errorCode) {
    StringJoiner text = new StringJoiner(", ");
    boolean fetch = (errorCode & 0x10) != 0;
    text.add(fetch ? "instruction fetch" : (errorCode & 2) != 0 ? "write" : "read");
    text.add((errorCode & 4) != 0 ? "user mode" : "supervisor mode");
    text.add(
        (errorCode & 8) != 0
            ? "reserved bit set"
            : (errorCode & 1) != 0 ? "protection violation" : "page not present");
    return text.toString();
  }

  private static String selector(int errorCode) {
    if ((errorCode & 0xFFFE) == 0) {
      return "no selector";
    }
    int index = errorCode >> 3 & 0x1FFF;
    String place =
        (errorCode & 2) != 0
            ? "IDT entry %d (%s)".formatted(index, mnemonic(index))
            : "selector 0x%04x: %s entry %d"
                .formatted(errorCode & 0xFFFC, (errorCode & 4) != 0 ? "LDT" : "GDT", index);
    return place + ((errorCode & 1) != 0 ? ", while delivering an event" : "");
  }
}
