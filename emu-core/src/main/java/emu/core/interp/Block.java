package emu.core.interp;

/**
 * Instructions that run one after the other, up to a branch or another end, decoded from one place
 * in physical memory.
 */
final class Block {
  final Op[] ops;

  /**
   * Distance of each instruction from the start in bytes, and behind the last the length of the
   * block.
   */
  final short[] offsets;

  /** Whether the last instruction sets RIP itself. */
  final boolean setsRip;

  /** The page into which the only instruction of this block reaches, or null. */
  final CodePage secondPage;

  Block(Op[] ops, short[] offsets, boolean setsRip, CodePage secondPage) {
    this.ops = ops;
    this.offsets = offsets;
    this.setsRip = setsRip;
    this.secondPage = secondPage;
  }

  int bytes() {
    return offsets[ops.length];
  }
}
