package emu.cli.disasm;

import java.nio.ByteBuffer;

/**
 * Bytes of a file that have a place in memory.
 *
 * @param address where the first lies
 * @param bytes from position 0 to the limit
 * @param code whether they are to be executed
 */
record Piece(long address, ByteBuffer bytes, boolean code) {

  /** Whether {@code other} lies in it. */
  boolean holds(long other) {
    return Long.compareUnsigned(other - address, bytes.limit()) < 0;
  }

  /** Its bytes from {@code start}, which lies in it, at most {@code most}. */
  byte[] from(long start, long most) {
    int offset = (int) (start - address);
    byte[] part = new byte[(int) Math.min(bytes.limit() - offset, most)];
    bytes.get(offset, part);
    return part;
  }
}
