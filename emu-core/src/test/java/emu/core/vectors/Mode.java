package emu.core.vectors;

import emu.core.decode.CodeMode;

/** The processor modes that vectors are made in. All of them are IA-32e modes at CPL 3. */
enum Mode {
  /** 64-bit mode; DS and ES are null. */
  LONG_64(CodeMode.CODE_64, 0, 0, ""),

  /** Compatibility mode, with flat 32-bit segments. */
  COMPATIBILITY_32(CodeMode.CODE_32, 0, 0, ".32"),

  /** Compatibility mode, with 16-bit segments of 64 KiB at the code page and at the data page. */
  COMPATIBILITY_16(CodeMode.CODE_16, VectorState.CODE, VectorState.DATA, ".16");

  final CodeMode codeMode;

  /** Base of CS. */
  final long codeBase;

  /** Base of DS, ES and SS. */
  final long dataBase;

  /** End of the names of its vector files. */
  final String suffix;

  Mode(CodeMode codeMode, long codeBase, long dataBase, String suffix) {
    this.codeMode = codeMode;
    this.codeBase = codeBase;
    this.dataBase = dataBase;
    this.suffix = suffix;
  }

  /** The mode of the vector file {@code name}. */
  static Mode ofFile(String name) {
    Mode mode = LONG_64;
    for (Mode candidate : values()) {
      if (name.endsWith(candidate.suffix)) {
        mode = candidate;
      }
    }
    return mode;
  }

  boolean is64() {
    return this == LONG_64;
  }

  /** What registers hold: all bits, or 32. */
  long registerMask() {
    return is64() ? -1 : 0xFFFF_FFFFL;
  }

  /** Bytes of an operand whose size follows from the prefixes. */
  int operandBytes(boolean prefix66, boolean rexW) {
    if (rexW) {
      return 8;
    }
    return prefix66 == (this == COMPATIBILITY_16) ? 4 : 2;
  }
}
