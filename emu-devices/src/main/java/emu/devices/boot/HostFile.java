package emu.devices.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A file that the user named. */
record HostFile(Path path) implements BootFile {
  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public byte[] head(String role, int most) throws BootException {
    if (Files.isDirectory(path)) {
      throw new BootException("the " + role + " " + path + " is a directory: name the file in it");
    }
    try {
      byte[] bytes = start(path, most);
      if (bytes.length == 0) {
        throw new BootException("the " + role + " " + path + " is empty: get the file again");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new BootException("there is no " + role + " " + path + ": check the path", e);
    } catch (AccessDeniedException e) {
      throw new BootException(
          "the " + role + " " + path + " may not be read: check its permissions", e);
    } catch (IOException e) {
      throw new BootException(
          "the " + role + " " + path + " cannot be read (" + e.getMessage() + "): check the file",
          e);
    }
  }

  private static byte[] start(Path path, int most) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), most));
      if (bytes.capacity() > 0 && LoaderCache.fill(channel, bytes)) {
        return bytes.array();
      }
    }
    // Not a file with a size: a pipe, say, or one that shrinks.
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(most);
    }
  }

  /**
   * Whether {@code bytes} look like text: no control characters but white space in the first
   * kilobyte.
   */
  static boolean looksLikeText(byte[] bytes) {
    byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, 1024));
    for (byte b : start) {
      if (b >= 0 && b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1B) {
        return false;
      }
    }
    return true;
  }
}
