package emu.devices.ide;

import java.io.IOException;

/** The data of one command, on its way in chunks that fit a buffer. */
abstract class Transfer {
  private final boolean toHost;

  Transfer(boolean toHost) {
    this.toHost = toHost;
  }

  /** Whether the host reads. */
  final boolean isToHost() {
    return toHost;
  }

  /** Bytes that are not in a chunk yet. */
  abstract long remaining();

  /**
   * Begins the next chunk, of {@link #remaining} bytes or as many as fit into {@code buffer}, and
   * fills it if the host reads.
   *
   * @return its length
   */
  abstract int begin(byte[] buffer) throws IOException;

  /** Takes the first {@code length} bytes of {@code buffer}, a chunk that the host has written. */
  void complete(byte[] buffer, int length) throws IOException {}

  /** Bytes that the host reads. */
  static Transfer ofBytes(byte[] bytes) {
    return new Transfer(true) {
      private int sent;

      @Override
      long remaining() {
        return (long) bytes.length - sent;
      }

      @Override
      int begin(byte[] buffer) {
        int length = Math.min(buffer.length, bytes.length - sent);
        System.arraycopy(bytes, sent, buffer, 0, length);
        sent += length;
        return length;
      }
    };
  }
}
