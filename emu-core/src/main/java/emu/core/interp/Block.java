package emu.core.interp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Instructions that run one after the other, up to a branch or another end, decoded from one place
 * in physical memory.
 */
public final class Block {
  final Op[] ops;

  /** The bytes that were decoded. */
  private final byte[] code;

  /**
   * Distance of each instruction from the start in bytes, and behind the last the length of the
   * block.
   */
  final short[] offsets;

  /** Whether the last instruction sets RIP itself. */
  final boolean setsRip;

  /** The page into which the only instruction of this block reaches, or null. */
  final CodePage secondPage;

  /** Whether a breakpoint may be at its only instruction; it is never translated then. */
  final boolean guarded;

  /** Whether something is to be looked at before it runs: the second page, or breakpoints. */
  final boolean conditional;

  /** What runs instead from here on, or null. */
  Translation translation;

  /** Which of the translation's entries this block is. */
  int entry;

  /** Whether it is part of a translation that is there or on its way. */
  boolean claimed;

  /** How often it was interpreted since it was last reported hot, or since it was decoded. */
  int heat;

  Block(
      Op[] ops,
      short[] offsets,
      byte[] code,
      boolean setsRip,
      CodePage secondPage,
      boolean guarded) {
    this.ops = ops;
    this.code = code;
    this.offsets = offsets;
    this.setsRip = setsRip;
    this.secondPage = secondPage;
    this.guarded = guarded;
    this.conditional = secondPage != null || guarded;
    this.claimed = guarded;
  }

  /** Length in bytes. */
  public int bytes() {
    return offsets[ops.length];
  }

  /** Puts the bytes that were decoded into {@code target}. */
  public void putCode(ByteBuffer target) {
    target.put(code);
  }

  /** Whether {@code other} was decoded from the same bytes. */
  boolean sameCode(Block other) {
    return Arrays.equals(code, other.code);
  }

  /** Whether it was decoded from what {@code page} holds at {@code offset}. */
  boolean sameCode(byte[] page, int offset) {
    int end = offset + code.length;
    return end <= page.length && Arrays.equals(page, offset, end, code, 0, code.length);
  }

  /** Number of instructions. */
  public int size() {
    return ops.length;
  }

  /** Instruction {@code i}, ready to run. */
  public Op op(int i) {
    return ops[i];
  }

  /** Distance of instruction {@code i} from the start; for {@code i = size()}, the length. */
  public int offset(int i) {
    return offsets[i];
  }

  /** Whether the last instruction sets RIP itself; else the block falls through. */
  public boolean setsRip() {
    return setsRip;
  }

  /** Whether its only instruction reaches into another page. */
  public boolean crossesPage() {
    return secondPage != null;
  }

  /** Whether it can be part of a translation. */
  public boolean isTranslatable() {
    return !conditional;
  }

  /** How often it was interpreted. */
  public int heat() {
    return heat;
  }

  /** Whether it is part of a translation that is there or on its way. */
  public boolean claimed() {
    return claimed;
  }

  /** Says that it is part of a translation on its way. */
  public void claim() {
    claimed = true;
  }

  /** Says that nothing came of the translation; it may become hot again. */
  public void release() {
    claimed = false;
    heat = 0;
  }
}
