package emu.core.memory;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * RAM that a thread other than the machine's fills from its start to its end while the guest runs
 * already. {@link PhysicalMemory} keeps its pages from everybody else until {@link #close}.
 */
public final class LateFill extends OutputStream {
  private final RawMemory ram;
  private final long end;
  private final CountDownLatch done = new CountDownLatch(1);
  private long at;
  private volatile boolean cancelled;
  private volatile Exception failure;

  LateFill(RawMemory ram, long offset, long length) {
    this.ram = ram;
    this.at = offset;
    this.end = offset + length;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /**
   * Writes the next bytes.
   *
   * @throws IOException if they are more than there is room for, or nobody waits for them any more
   */
  @Override
  public void write(byte[] source, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, source.length);
    if (cancelled) {
      throw new IOException("the machine is switched off");
    }
    if (length > end - at) {
      throw new IOException("there are more bytes than was said");
    }
    ram.fill(at, source, from, length);
    at += length;
  }

  /** Bytes that are still missing. */
  public long missing() {
    return end - at;
  }

  /** Ends the filling before its time; what is missing stays as it is. */
  public void fail(Exception reason) {
    failure = reason;
    close();
  }

  /** Ends the filling: the pages are there for all. */
  @Override
  public void close() {
    done.countDown();
  }

  /** What it failed for; null if it has not. */
  Exception failure() {
    return failure;
  }

  /** Has the next write fail. */
  void cancel() {
    cancelled = true;
  }

  /** Waits for the end of the filling. */
  void await() {
    boolean interrupted = false;
    while (done.getCount() > 0) {
      try {
        done.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
