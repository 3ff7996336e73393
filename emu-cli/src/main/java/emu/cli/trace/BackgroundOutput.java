package emu.cli.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Writes on a thread of its own: packing takes longer than the guest that is recorded. */
final class BackgroundOutput extends OutputStream {
  private static final int MOST_WAITING = 64;
  private static final byte[] END = {};

  private final OutputStream out;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread writer;
  private volatile IOException failure;

  /** One that writes to {@code out}, and closes it. */
  BackgroundOutput(OutputStream out) {
    this.out = out;
    writer = Thread.ofPlatform().daemon().name("trace writer").start(this::run);
  }

  private void run() {
    try (out) {
      for (byte[] piece = waiting.take(); piece != END; piece = waiting.take()) {
        if (failure == null) {
          writeOut(piece);
        }
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What comes after a failure is dropped; whoever writes is told of it. */
  private void writeOut(byte[] piece) {
    try {
      out.write(piece);
    } catch (IOException e) {
      failure = e;
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (length > 0) {
      put(Arrays.copyOfRange(bytes, offset, offset + length));
    }
  }

  private void put(byte[] piece) throws IOException {
    try {
      waiting.put(piece);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    put(END);
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
  }
}
