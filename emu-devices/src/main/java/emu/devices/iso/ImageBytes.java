package emu.devices.iso;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of an image: each read is checked against where the file ends. */
final class ImageBytes implements Closeable {
  /** Bytes in a sector of a CD-ROM. */
  static final int SECTOR = 2048;

  private static final int PIECE = 1 << 20;

  private final Path file;
  private final FileChannel channel;
  private final long size;

  private ImageBytes(Path file, FileChannel channel, long size) {
    this.file = file;
    this.channel = channel;
    this.size = size;
  }

  static ImageBytes open(Path file) throws IsoException {
    if (Files.isDirectory(file)) {
      throw new IsoException("the ISO " + file + " is a directory: name the file in it");
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      ImageBytes bytes = new ImageBytes(file, channel, channel.size());
      channel = null;
      return bytes;
    } catch (NoSuchFileException e) {
      throw new IsoException("there is no file " + file + ": check the path", e);
    } catch (AccessDeniedException e) {
      throw new IsoException("the ISO " + file + " may not be read: check its permissions", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    } finally {
      closeQuietly(channel);
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It was only read.
    }
  }

  private static IsoException unreadable(Path file, IOException cause) {
    return new IsoException(
        "the ISO " + file + " cannot be read (" + cause.getMessage() + "): check the file", cause);
  }

  Path file() {
    return file;
  }

  /** Bytes in the file. */
  long size() {
    return size;
  }

  /** Whether {@code length} bytes from {@code position} on are in the file. */
  boolean holds(long position, long length) {
    return position >= 0 && length >= 0 && position <= size - length;
  }

  /**
   * {@code length} bytes from {@code position} on.
   *
   * @param what what they are, for the message if the file ends before ("the root directory")
   */
  Field read(long position, int length, String what) throws IsoException {
    if (!holds(position, length)) {
      throw new IsoException(
          "the ISO %s ends at %,d bytes, before the end of %s: the download is incomplete, or the image is damaged; get the file again"
              .formatted(file, size, what));
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try {
      while (bytes.hasRemaining()) {
        // The JDK reads through a buffer as large as what it is asked for.
        bytes.limit(Math.min(length, bytes.position() + PIECE));
        if (channel.read(bytes, position + bytes.position()) < 0) {
          throw new IOException("it has become shorter");
        }
        bytes.limit(length);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return new Field(bytes.array(), 0, length);
  }

  /** An exception that says that {@code what} is wrong with the image. */
  IsoException damaged(String what) {
    return new IsoException("the ISO " + file + " is damaged: " + what + "; get the file again");
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
