package emu.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries bytes from the machine's thread to a stream of the host on a thread of its own, so that
 * the guest does not pay for each byte's way to the terminal. When the stream is slow, the buffer
 * fills and the writer waits.
 */
public final class OutputPump implements AutoCloseable {
  private static final int CAPACITY = 1 << 16;

  private final OutputStream out;
  private final Runnable onBroken;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final byte[] buffer = new byte[CAPACITY];
  private int count;
  private boolean closed;

  /**
   * Starts a pump to {@code out}; {@code onBroken} is called once if it can no longer be written.
   */
  public OutputPump(OutputStream out, Runnable onBroken) {
    this.out = out;
    this.onBroken = onBroken;
    this.thread = Thread.ofPlatform().name("serial output").daemon().start(this::pump);
  }

  /** Adds one byte; waits while the buffer is full. What comes after the end is dropped. */
  public void write(byte value) {
    lock.lock();
    try {
      while (count == CAPACITY && !closed) {
        changed.awaitUninterruptibly();
      }
      if (!closed) {
        buffer[count++] = value;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Adds the bytes of {@code values}. */
  public void write(byte[] values) {
    for (byte value : values) {
      write(value);
    }
  }

  /** Writes out what was added; nothing can be added after. Closes no stream. */
  @Override
  public void close() {
    end();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void pump() {
    try {
      for (byte[] chunk = take(); chunk.length > 0; chunk = take()) {
        out.write(chunk);
        out.flush();
      }
    } catch (IOException e) {
      end();
      onBroken.run();
    }
  }

  /** What was added, once there is some; empty when the pump is closed and all is written. */
  private byte[] take() {
    lock.lock();
    try {
      while (count == 0 && !closed) {
        changed.awaitUninterruptibly();
      }
      byte[] chunk = Arrays.copyOf(buffer, count);
      count = 0;
      changed.signalAll();
      return chunk;
    } finally {
      lock.unlock();
    }
  }
}
