package emu.core.vectors;

import emu.core.decode.OpcodeRow;
import java.util.List;

/** Which values an instruction finds interesting. */
enum Profile {
  INTEGER,
  SSE_FLOAT,
  X87;

  private static final List<String> FLOAT_CLASSES =
      List.of("SimdFloat", "SimdCompare", "SimdConvert", "SimdRound", "SimdHorizontal");

  /** The profile for {@code row}. */
  static Profile of(OpcodeRow row) {
    if (row.is("x87")) {
      return X87;
    }
    String semantics = row.semantics();
    boolean isFloat = FLOAT_CLASSES.contains(semantics.substring(0, semantics.indexOf('.')));
    return isFloat ? SSE_FLOAT : INTEGER;
  }

  /** Its letter in vector files. */
  char letter() {
    return "isx".charAt(ordinal());
  }

  static Profile ofLetter(char letter) {
    return values()["isx".indexOf(letter)];
  }
}
