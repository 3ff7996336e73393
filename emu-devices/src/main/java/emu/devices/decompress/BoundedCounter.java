package emu.devices.decompress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** Counts bytes and forgets them, up to a limit. */
public final class BoundedCounter extends OutputStream {
  private final long limit;
  private long count;

  /** Counts at most {@code limit} bytes. */
  public BoundedCounter(long limit) {
    this.limit = limit;
  }

  @Override
  public void write(int b) throws IOException {
    add(1);
  }

  @Override
  public void write(byte[] source, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, source.length);
    add(length);
  }

  private void add(int more) throws IOException {
    if (more > limit - count) {
      throw new TooLargeException(limit);
    }
    count += more;
  }

  /** Bytes written so far. */
  public long count() {
    return count;
  }
}
