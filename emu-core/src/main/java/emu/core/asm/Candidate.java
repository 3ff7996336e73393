package emu.core.asm;

/** A way to encode an instruction. */
final class Candidate {
  private final byte[] bytes;
  private final int memoryBits;
  private final boolean usualSize;

  /**
   * A way to encode an instruction.
   *
   * @param memoryBits width of a memory operand for which the source gives none, else 0
   * @param usualSize the row has a usual operand size, as stack instructions and near branches do
   */
  Candidate(byte[] bytes, int memoryBits, boolean usualSize) {
    this.bytes = bytes;
    this.memoryBits = memoryBits;
    this.usualSize = usualSize;
  }

  byte[] bytes() {
    return bytes;
  }

  int memoryBits() {
    return memoryBits;
  }

  boolean usualSize() {
    return usualSize;
  }
}
