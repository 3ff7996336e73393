package emu.devices.iso.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is in a file of an image that is written. */
public interface Contents {

  /** Bytes in it. */
  long size();

  /**
   * Writes all bytes into {@code image} at {@code position}.
   *
   * @throws IOException if the host cannot
   */
  void writeTo(FileChannel image, long position) throws IOException;

  /** The bytes of {@code data}. */
  static Contents of(byte[] data) {
    return new Contents() {
      @Override
      public long size() {
        return data.length;
      }

      @Override
      public void writeTo(FileChannel image, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(data);
        while (bytes.hasRemaining()) {
          image.write(bytes, position + bytes.position());
        }
      }
    };
  }

  /**
   * The bytes of the host's {@code file}, which is not to change.
   *
   * @throws IOException if it cannot be read
   */
  static Contents of(Path file) throws IOException {
    long size = Files.size(file);
    return new Contents() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public void writeTo(FileChannel image, long position) throws IOException {
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
          image.position(position);
          for (long done = 0; done < size; ) {
            long count = source.transferTo(done, size - done, image);
            if (count <= 0) {
              throw new IOException(file + " has become shorter");
            }
            done += count;
          }
        }
      }
    };
  }

  /** {@code size} zeros, which take no room on the host. */
  static Contents zeros(long size) {
    return new Contents() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public void writeTo(FileChannel image, long position) {
        // A file reads as zeros where nothing was written.
      }
    };
  }
}
