package emu.core.decode;

/**
 * How the bytes of a code segment are read: its default operand and address size, and whether it is
 * 64-bit code.
 */
public enum CodeMode {
  /** Real mode, virtual-8086 mode, or a code segment with D clear. */
  CODE_16(16),
  /** A code segment with D set, in protected or compatibility mode. */
  CODE_32(32),
  /** A code segment with L set in long mode. */
  CODE_64(64);

  private final int bits;

  CodeMode(int bits) {
    this.bits = bits;
  }

  /** Default address size in bits. */
  public int bits() {
    return bits;
  }
}
